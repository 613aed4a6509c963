import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');

const TEXT_ON_GROUND = [
  ...['canvas', 'surface', 'sunken', 'raised', 'hover', 'selected'].flatMap((ground) => [
    ['ink', ground],
    ['ink-muted', ground],
    ['accent-text', ground],
  ]),
  ...['canvas', 'surface', 'sunken', 'raised', 'hover'].map((ground) => ['ink-faint', ground]),
  ['on-accent', 'accent'],
  ['on-accent', 'accent-hover'],
  ['accent-text', 'accent-soft'],
  ['on-bad', 'bad-solid'],
  ...['neutral', 'info', 'review', 'good', 'warn', 'bad'].flatMap((tone) => [
    [`${tone}-text`, `${tone}-soft`],
    [`${tone}-text`, 'surface'],
    [`${tone}-text`, 'hover'],
    ['ink', `${tone}-soft`],
  ]),
  ...['sand', 'sand-surface', 'sand-deep'].flatMap((ground) => [
    ['sand-ink', ground],
    ['sand-ink-muted', ground],
  ]),
  ['accent-text', 'sand'],
  ['accent-text', 'sand-surface'],
] as [string, string][];

const EDGE_ON_GROUND: [string, string][] = [
  ['line-control', 'surface'],
  ['line-control', 'canvas'],
  ['line-control', 'raised'],
  ['sand-line-control', 'sand-surface'],
  ['focus', 'surface'],
  ['focus', 'sunken'],
  ['accent', 'surface'],
];

describe.each([
  ['light', /:root \{([\s\S]*?)\n\}/],
  ['dark', /\[data-theme=['"]dark['"]\] \{([\s\S]*?)\n\}/],
])('the %s theme', (_name, block) => {
  const tokens = tokensOf(block.exec(css)?.[1] ?? '');
  const contrast = (one: string, other: string) => contrastOf(luminance(tokens, one), luminance(tokens, other));

  test.each(TEXT_ON_GROUND)('shows %s on %s at 4.5:1 or better', (text, ground) => {
    expect(contrast(text, ground)).toBeGreaterThanOrEqual(4.5);
  });

  test.each(EDGE_ON_GROUND)('shows the edge %s on %s at 3:1 or better', (edge, ground) => {
    expect(contrast(edge, ground)).toBeGreaterThanOrEqual(3);
  });
});

type Tokens = Map<string, [number, number, number]>;

function tokensOf(block: string): Tokens {
  const found = block.matchAll(/--([a-z-]+): oklch\(([\d.]+) ([\d.]+) ([\d.]+)\);/g);
  return new Map([...found].map(([, name, l, c, h]) => [name ?? '', [Number(l), Number(c), Number(h)]]));
}

/** Relative luminance (WCAG 2.1) of an OKLCH colour, by Björn Ottosson's matrices, clipped to sRGB. */
function luminance(tokens: Tokens, name: string): number {
  const token = tokens.get(name);
  if (!token) throw new Error(`No token --${name}`);
  const [lightness, chroma, hue] = token;
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const clip = (value: number) => Math.min(1, Math.max(0, value));
  const red = clip(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s);
  const green = clip(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s);
  const blue = clip(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrastOf(one: number, other: number): number {
  return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
}

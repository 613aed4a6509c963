import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { accentTokens, contrast, GROUNDS, parseHex, type Rgb, type Scheme, toHex } from './contrast.ts';

const SCHEMES: Scheme[] = ['light', 'dark'];
const BRANDS = [
  '#b4552d',
  '#ffd400',
  '#ffffff',
  '#000000',
  '#17618a',
  '#00c2a8',
  '#7f7f7f',
  '#e5006d',
  '#1a1a2e',
  '#c8ff00',
];
const hexes = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`);

type Pair = [name: string, one: Rgb, other: Rgb, least: number];

describe.each(SCHEMES)('the guard in the %s', (scheme) => {
  const ink = tokensIn(scheme);
  /** Names the pairs of text and ground that a colour leaves too close. */
  const unreadable = (accent: string): string[] => {
    const tokens = accentTokens(accent, scheme);
    if (!tokens) return [`${accent} was not read`];
    const rgb = (name: keyof typeof tokens) => parseHex(tokens[name]) as Rgb;
    const { sand, surface, deep } = GROUNDS[scheme];
    const soft = rgb('--accent-soft');
    const pairs: Pair[] = [
      ['text on the fill', rgb('--on-accent'), rgb('--accent'), 4.5],
      ['text on the hovered fill', rgb('--on-accent'), rgb('--accent-hover'), 4.5],
      ...[sand, surface, deep, soft].map((ground): Pair => ['accent text', rgb('--accent-text'), ground, 4.5]),
      ['ink on soft', ink('sand-ink'), soft, 4.5],
      ['muted ink on soft', ink('sand-ink-muted'), soft, 4.5],
      ['fill on the dark page', rgb('--accent'), surface, scheme === 'dark' ? 3 : 1],
    ];
    return pairs.filter(([, one, other, least]) => contrast(one, other) < least).map(([name]) => `${accent}: ${name}`);
  };

  test('keeps well-known colours readable', () => {
    expect(BRANDS.flatMap(unreadable)).toEqual([]);
  });

  test('keeps any colour readable', () => {
    fc.assert(
      fc.property(hexes, (accent) => {
        expect(unreadable(accent)).toEqual([]);
      }),
      { seed: 20_262, numRuns: 400 },
    );
  });
});

test('a colour that is readable already is left as it is', () => {
  expect(accentTokens('#17618a', 'light')).toMatchObject({ '--accent': '#17618a', '--accent-text': '#17618a' });
});

test.each(['', 'red', '#fff', '#12345g', 'url(x)'])('“%s” is no colour', (text) => {
  expect(accentTokens(text, 'light')).toBeNull();
});

test.each(SCHEMES)('the grounds are those of the tokens in the %s', (scheme) => {
  const token = tokensIn(scheme);
  expect(Object.values(GROUNDS[scheme]).map(toHex)).toEqual(
    ['sand', 'sand-surface', 'sand-deep'].map((name) => toHex(token(name))),
  );
});

function tokensIn(scheme: Scheme): (name: string) => Rgb {
  const css = readFileSync(new URL('../../ui/tokens.css', import.meta.url), 'utf8');
  const [light = '', dark = ''] = css.split(/\[data-theme=["']dark["']\] \{/);
  return (name) => {
    const match = new RegExp(`--${name}: oklch\\(([\\d.]+) ([\\d.]+) ([\\d.]+)\\)`).exec(
      scheme === 'light' ? light : dark,
    );
    if (!match) throw new Error(`no token --${name}`);
    return fromOklch(Number(match[1]), Number(match[2]), Number(match[3]));
  };
}

/** OKLCH to sRGB by Björn Ottosson's matrices (https://bottosson.github.io/posts/oklab/). */
function fromOklch(lightness: number, chroma: number, hue: number): Rgb {
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const channel = (value: number) => {
    const share = value <= 0.0031308 ? 12.92 * value : 1.055 * value ** (1 / 2.4) - 0.055;
    return Math.round(Math.min(1, Math.max(0, share)) * 255);
  };
  return [
    channel(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    channel(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    channel(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}

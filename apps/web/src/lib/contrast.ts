/** Red, green and blue, 0–255. */
export type Rgb = readonly [number, number, number];

export type Scheme = 'light' | 'dark';

const WHITE: Rgb = [255, 255, 255];
const BLACK: Rgb = [0, 0, 0];
const WARM_BLACK: Rgb = [28, 23, 17];

/** The grounds of the hosted pages, as in ui/tokens.css (a test holds the two together). */
export const GROUNDS: Record<Scheme, { sand: Rgb; surface: Rgb; deep: Rgb }> = {
  light: { sand: [250, 246, 238], surface: [255, 253, 250], deep: [239, 229, 213] },
  dark: { sand: [24, 20, 16], surface: [32, 27, 22], deep: [44, 38, 30] },
};

/** Reads `#rrggbb`; null when it is anything else. */
export function parseHex(hex: string): Rgb | null {
  const [, red, green, blue] = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(hex) ?? [];
  return red && green && blue ? [parseInt(red, 16), parseInt(green, 16), parseInt(blue, 16)] : null;
}

export function toHex(colour: Rgb): string {
  return `#${colour.map((channel) => Math.round(channel).toString(16).padStart(2, '0')).join('')}`;
}

/** Contrast ratio of two colours, 1–21 (WCAG 2.1, relative luminance). */
export function contrast(one: Rgb, other: Rgb): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

export type AccentTokens = Record<
  '--accent' | '--accent-hover' | '--on-accent' | '--accent-text' | '--accent-soft' | '--accent-line' | '--focus',
  string
>;

/**
 * The accent tokens that a tenant's colour gives, readable whatever the colour is: text on it and text in it reach
 * 4.5:1, and in the dark a button in it stands out from the page by 3:1.
 *
 * @param accent `#rrggbb`
 * @returns null when the colour cannot be read, so that the built-in accent stays
 */
export function accentTokens(accent: string, scheme: Scheme): AccentTokens | null {
  const given = parseHex(accent);
  if (!given) return null;
  const { sand, surface, deep } = GROUNDS[scheme];
  const away = scheme === 'light' ? BLACK : WHITE;
  // A pale fill on the pale page is still a button by its dark text; a dark one on the dark page is a hole.
  const fill = scheme === 'dark' ? pushed(given, WHITE, [surface, deep], 3) : given;
  const on = readableOn(fill);
  const soft = mix(surface, given, scheme === 'light' ? 0.09 : 0.16);
  const text = pushed(given, away, [sand, surface, deep, soft], 4.5);
  return {
    '--accent': toHex(fill),
    '--accent-hover': toHex(mix(fill, on === WHITE ? BLACK : WHITE, 0.14)),
    '--on-accent': toHex(on),
    '--accent-text': toHex(text),
    '--accent-soft': toHex(soft),
    '--accent-line': toHex(mix(surface, text, 0.4)),
    '--focus': toHex(text),
  };
}

/** White or the warm black of the pages, or pure black where only that is readable. */
function readableOn(fill: Rgb): Rgb {
  const candidates = contrast(fill, WHITE) >= contrast(fill, WARM_BLACK) ? [WHITE, BLACK] : [WARM_BLACK, BLACK];
  return candidates.find((candidate) => contrast(fill, candidate) >= 4.5) ?? WHITE;
}

/** The colour moved towards another, no further than needed to reach a ratio against every ground. */
function pushed(colour: Rgb, towards: Rgb, grounds: Rgb[], ratio: number): Rgb {
  for (let share = 0; share < 1; share += 0.02) {
    // What counts is the colour as written, in whole steps.
    const candidate = mix(colour, towards, share);
    if (grounds.every((ground) => contrast(candidate, ground) >= ratio)) return candidate;
  }
  return towards;
}

function mix(from: Rgb, to: Rgb, share: number): Rgb {
  const channel = (index: 0 | 1 | 2) => Math.round(from[index] + (to[index] - from[index]) * share);
  return [channel(0), channel(1), channel(2)];
}

function luminance([red, green, blue]: Rgb): number {
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

function linear(channel: number): number {
  const share = channel / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}

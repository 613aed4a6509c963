import { accentTokens, contrast, GROUNDS, parseHex, type Scheme } from '../../../lib/contrast.ts';

export interface AccentContrast {
  /** Of the colour as text on the hosted page, as it was given (WCAG 2.1). */
  ratio: number;
  readable: boolean;
  /** The colour that the hosted pages write with; another one where the given cannot be read. */
  shownAs: string;
}

/** What people with low vision need of text (WCAG 2.1 AA). */
const LEAST_RATIO = 4.5;

/** How well an accent reads on the hosted pages; null when it is no colour. */
export function accentContrast(accent: string, scheme: Scheme): AccentContrast | null {
  const colour = parseHex(accent);
  const tokens = accentTokens(accent, scheme);
  if (!colour || !tokens) return null;
  const ratio = contrast(colour, GROUNDS[scheme].sand);
  return { ratio, readable: ratio >= LEAST_RATIO, shownAs: tokens['--accent-text'] };
}

import type { FlowDefinition, FlowTheme } from '@stepwell/engine';
import { type AccentTokens, accentTokens, contrast, GROUNDS, parseHex, type Scheme } from '../../../../lib/contrast.ts';

/** The flow with a part of its theme set, or taken off by undefined. An empty theme is left out. */
export function withTheme(flow: FlowDefinition, part: Partial<FlowTheme>): FlowDefinition {
  const entries = Object.entries({ ...flow.theme, ...part }).filter(([, value]) => value !== undefined);
  const { theme: _, ...rest } = flow;
  return entries.length > 0 ? { ...rest, theme: Object.fromEntries(entries) } : rest;
}

export interface ContrastFinding {
  scheme: Scheme;
  /** Of the colour as text on the page; 4.5 is what people with low vision need (WCAG 2.1 AA). */
  ratio: number;
  /** What the hosted pages show in its place. */
  shownAs: string;
}

const LEAST_RATIO = 4.5;

/** Where an accent cannot be read as it is. The hosted pages then move it as far as needed. */
export function contrastFindings(accent: string): ContrastFinding[] {
  const colour = parseHex(accent);
  if (!colour) return [];
  return (['light', 'dark'] as const).flatMap((scheme) => {
    const tokens: AccentTokens | null = accentTokens(accent, scheme);
    const ratio = contrast(colour, GROUNDS[scheme].sand);
    return tokens && ratio < LEAST_RATIO ? [{ scheme, ratio, shownAs: tokens['--accent-text'] }] : [];
  });
}

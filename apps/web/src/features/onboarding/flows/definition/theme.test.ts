import { expect, test } from 'vitest';
import { contrast, GROUNDS, parseHex, type Rgb } from '../../../../lib/contrast.ts';
import { flowOf } from './testing/examples.ts';
import { contrastFindings, withTheme } from './theme.ts';

test('sets and takes off parts; an empty theme is left out', () => {
  const flow = withTheme(flowOf([]), { accent: '#112233' });
  expect(flow.theme).toEqual({ accent: '#112233' });
  expect(withTheme(flow, { radius: 4 }).theme).toEqual({ accent: '#112233', radius: 4 });
  expect(withTheme(flow, { accent: undefined })).not.toHaveProperty('theme');
});

test('a pale accent is found in the light, a deep one in the dark, each with what is shown instead', () => {
  expect(contrastFindings('#ffd400').map((finding) => finding.scheme)).toEqual(['light']);
  expect(contrastFindings('#1a1a2e').map((finding) => finding.scheme)).toEqual(['dark']);
  for (const { scheme, shownAs, ratio } of [...contrastFindings('#ffd400'), ...contrastFindings('#1a1a2e')]) {
    expect(ratio).toBeLessThan(4.5);
    expect(contrast(parseHex(shownAs) as Rgb, GROUNDS[scheme].sand)).toBeGreaterThanOrEqual(4.5);
  }
});

test('what is no colour has no findings', () => {
  expect(contrastFindings('blue')).toEqual([]);
});

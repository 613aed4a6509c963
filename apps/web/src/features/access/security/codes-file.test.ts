import { expect, test } from 'vitest';
import { codesFile } from './codes-file.ts';

test('the file says whose codes they are, then one a line', () => {
  expect(codesFile(['aaaa-1', 'bbbb-2'], 'Backup codes of ana')).toBe('Backup codes of ana\n\naaaa-1\nbbbb-2\n');
});

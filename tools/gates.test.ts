import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type Gate, gateTable, runGates } from './gates.ts';

const program = (name: string, text: string): Gate => ({ name, command: ['node', '-e', text] });
let printed: string[];

beforeEach(() => {
  printed = [];
  vi.spyOn(console, 'log').mockImplementation((text: string) => void printed.push(text));
});
afterEach(() => {
  vi.restoreAllMocks();
});

it('runs every gate whatever fails on the way, and gives the outcomes in the order asked for', async () => {
  const gates: Gate[] = [
    program('slow', 'setTimeout(() => {}, 300)'),
    program('broken', 'console.error("line 7 is wrong"); process.exit(3)'),
    { name: 'absent', command: ['no-such-program'] },
    program('good', 'console.log("fine")'),
  ];
  const outcomes = await runGates(gates, 2);
  expect(outcomes.map(({ gate, passed }) => [gate.name, passed])).toEqual([
    ['slow', true],
    ['broken', false],
    ['absent', false],
    ['good', true],
  ]);
  expect(printed.join('\n')).toContain('line 7 is wrong');
  expect(printed.join('\n')).toContain('ENOENT');
  expect(printed.join('\n')).not.toContain('fine');
  expect(gateTable(outcomes).split('\n')[1]).toMatch(/^FAILED +\d+\.\d s {2}broken$/);
});

it('runs the pinned Node, whichever one comes first on the path', async () => {
  const outcomes = await runGates([program('version', 'process.exit(process.version.startsWith("v24.") ? 0 : 1)')], 1);
  expect(outcomes[0]?.passed).toBe(true);
});

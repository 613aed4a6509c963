import { describe, expect, it } from 'vitest';
import { flow, gate, info } from './testing/flows.ts';
import { problems } from './testing/problems.ts';

describe('gates', () => {
  const ofGates = (...gates: ReturnType<typeof gate>[]) => problems(flow([info('a')], { gates }));

  it('name steps of the flow, and at least one in each way through', () => {
    expect(ofGates(gate('x', ['a', 'b'], { alternatives: [['c'], []] }))).toEqual([
      ['gate_unknown_step', 'gates/0/steps/1'],
      ['gate_unknown_step', 'gates/0/alternatives/0/0'],
      ['gate_without_steps', 'gates/0/alternatives/1'],
    ]);
    expect(ofGates(gate('x', []))).toEqual([['gate_without_steps', 'gates/0/steps']]);
  });

  it('are for one capability each, of the agreed form', () => {
    expect(ofGates(gate('x', ['a']), gate('x', ['a']))).toEqual([['duplicate_capability', 'gates/1/capability']]);
    for (const capability of ['', 'Payouts', 'a..b', '.a', 'a-b', `a${'b'.repeat(120)}`]) {
      expect(ofGates(gate(capability, ['a'], { title: { en: 'x' } }))).toEqual([
        ['invalid_capability', 'gates/0/capability'],
      ]);
    }
    expect(ofGates(gate('payouts.request_2', ['a']), gate('b'.repeat(120), ['a']))).toEqual([]);
  });

  it.each([0, 3_651, 1.5, -1])('have no deadline of %s days', (deadline_days) => {
    expect(ofGates(gate('x', ['a'], { deadline_days }))).toEqual([['invalid_deadline', 'gates/0/deadline_days']]);
  });

  it('have a deadline of 1 to 3650 days', () => {
    expect(ofGates(gate('x', ['a'], { deadline_days: 1 }), gate('y', ['a'], { deadline_days: 3_650 }))).toEqual([]);
  });
});

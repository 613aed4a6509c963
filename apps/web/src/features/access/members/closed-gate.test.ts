import { expect, test } from 'vitest';
import { ProblemError } from '../../../lib/refusal.ts';
import { closedGateOf, stepWords } from './closed-gate.ts';

function refusal(code: string, requirements?: unknown): ProblemError {
  return new ProblemError({
    type: 'x',
    title: 'No.',
    status: 409,
    code,
    correlationId: 'c',
    details: { requirements },
  });
}

test('lists what is due, overdue first and each once, and where to go on', () => {
  const error = refusal('gate_closed', {
    currently_due: ['verify_email', 'name_workspace'],
    past_due: ['name_workspace'],
    pending_review: ['agreement'],
    resume_url: '/o/stepwell/setup',
  });
  expect(closedGateOf(error)).toEqual({
    due: ['name_workspace', 'verify_email'],
    inReview: ['agreement'],
    resumeUrl: '/o/stepwell/setup',
  });
});

test('requirements that are missing or damaged ask for nothing', () => {
  for (const requirements of [undefined, null, 'x', { currently_due: 'x', resume_url: 7 }]) {
    expect(closedGateOf(refusal('gate_closed', requirements))).toEqual({ due: [], inReview: [], resumeUrl: null });
  }
});

test.each(['javascript:alert(1)', '//elsewhere.example', 'data:text/html,x'])('never leads to %s', (address) => {
  expect(closedGateOf(refusal('gate_closed', { resume_url: address }))?.resumeUrl).toBeNull();
});

test('another refusal is no closed gate', () => {
  expect(closedGateOf(refusal('already_invited'))).toBeNull();
  expect(closedGateOf(new Error('gate_closed'))).toBeNull();
});

test('a step without a name is written as words', () => {
  expect(stepWords('verify_email')).toBe('Verify email');
});

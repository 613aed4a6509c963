import { afterEach, expect, test } from 'vitest';
import { confirmed, useConfirmation } from './confirmation.ts';
import { ProblemError } from './refusal.ts';

afterEach(() => useConfirmation.getState().asked?.settle(false));

test('a deed that the server lets pass asks nothing', async () => {
  expect(await confirmed(async () => 'done')).toBe('done');
  expect(useConfirmation.getState().asked).toBeNull();
});

test('a deed that needs confirmation is done again once the person has confirmed', async () => {
  const done = confirmed(deedThatAsks(1));
  expect(await answered(true)).toBe(true);
  expect(await done).toBe('done');
  expect(useConfirmation.getState().asked).toBeNull();
});

test('it is done again only once, so that a server that never believes asks no second time', async () => {
  const done = confirmed(deedThatAsks(2));
  await answered(true);
  await expect(done).rejects.toMatchObject({ problem: { code: 'confirmation_required' } });
  expect(useConfirmation.getState().asked).toBeNull();
});

test('turning the question away hands on the refusal', async () => {
  const done = confirmed(deedThatAsks(1));
  await answered(false);
  await expect(done).rejects.toMatchObject({ problem: { code: 'confirmation_required' } });
});

test('any other refusal asks nothing', async () => {
  await expect(confirmed(() => Promise.reject(problem('permission_denied')))).rejects.toMatchObject({
    problem: { code: 'permission_denied' },
  });
  expect(useConfirmation.getState().asked).toBeNull();
});

test('two deeds that are refused together wait for one answer', async () => {
  const both = Promise.all([confirmed(deedThatAsks(1)), confirmed(deedThatAsks(1))]);
  await answered(true);
  expect(await both).toEqual(['done', 'done']);
});

function deedThatAsks(times: number): () => Promise<string> {
  let left = times;
  return () => {
    left -= 1;
    return left < 0 ? Promise.resolve('done') : Promise.reject(problem('confirmation_required'));
  };
}

/** Answers the question as soon as it is asked. */
async function answered(isConfirmed: boolean): Promise<boolean> {
  await Promise.resolve();
  await Promise.resolve();
  const { asked } = useConfirmation.getState();
  asked?.settle(isConfirmed);
  return asked !== null;
}

function problem(code: string): ProblemError {
  return new ProblemError({ type: 'about:blank', title: code, status: 403, code, correlationId: 'c' });
}

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fixedClock } from '../clock/index.ts';
import { silentLog } from '../database/index.ts';
import { CircuitOpen, createCircuitBreakers } from './index.ts';

const options = { name: 'redis', failures: 3, halfOpenAfterMs: 1_000 };
const fails = () => Promise.reject(new Error('down'));
const works = () => Promise.resolve('up');

// The library measures by the machine's clock.
beforeEach(() => void vi.useFakeTimers({ now: 0 }));
afterEach(() => void vi.useRealTimers());

function circuit(more: { counts?: (error: unknown) => boolean } = {}) {
  const breakers = createCircuitBreakers({ clock: fixedClock('2026-01-01T00:00:00Z'), log: silentLog });
  return { breakers, breaker: breakers.create({ ...options, ...more }) };
}

async function failTimes(breaker: { run(work: typeof fails): Promise<unknown> }, times: number) {
  for (let time = 0; time < times; time += 1) await expect(breaker.run(fails)).rejects.toThrow('down');
}

describe('a circuit breaker', () => {
  it('passes answers and failures on while it is closed', async () => {
    const { breaker } = circuit();
    expect(await breaker.run(works)).toBe('up');
    await failTimes(breaker, 2);
    expect(breaker.report()).toEqual({ name: 'redis', state: 'closed', since: undefined, timesOpened: 0 });
  });

  it('opens after so many failures one after the other, and calls nobody then', async () => {
    const { breaker } = circuit();
    await failTimes(breaker, 3);
    const work = vi.fn<typeof works>(works);
    await expect(breaker.run(work)).rejects.toBeInstanceOf(CircuitOpen);
    expect(work).not.toHaveBeenCalled();
    expect(breaker.report()).toMatchObject({ state: 'open', since: new Date('2026-01-01T00:00:00Z'), timesOpened: 1 });
  });

  it('begins to count anew after a success', async () => {
    const { breaker } = circuit();
    await failTimes(breaker, 2);
    await breaker.run(works);
    await failTimes(breaker, 2);
    expect(breaker.report().state).toBe('closed');
  });

  it('lets one call through after its time, and closes or opens again by it', async () => {
    const { breaker } = circuit();
    await failTimes(breaker, 3);
    vi.advanceTimersByTime(1_000);
    await failTimes(breaker, 1);
    await expect(breaker.run(works)).rejects.toBeInstanceOf(CircuitOpen);
    vi.advanceTimersByTime(1_000);
    expect(await breaker.run(works)).toBe('up');
    expect(breaker.report()).toMatchObject({ state: 'closed', timesOpened: 2 });
  });

  it('closes at once when told that the service answers', async () => {
    const { breaker } = circuit();
    await failTimes(breaker, 3);
    breaker.close();
    expect(await breaker.run(works)).toBe('up');
    await failTimes(breaker, 2);
    expect(breaker.report().state).toBe('closed');
  });

  it('is not opened by errors that do not count', async () => {
    const { breaker } = circuit({ counts: (error) => !(error instanceof Error && error.message === 'down') });
    await failTimes(breaker, 9);
    expect(breaker.report().state).toBe('closed');
  });

  it('is shown among the breakers of the process', async () => {
    const { breakers, breaker } = circuit();
    await failTimes(breaker, 3);
    breakers.create({ ...options, name: 'mail' });
    expect(breakers.reports().map(({ name, state }) => [name, state])).toEqual([
      ['redis', 'open'],
      ['mail', 'closed'],
    ]);
  });
});

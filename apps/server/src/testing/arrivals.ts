import { Agent, request } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { systemClock } from '../platform/clock/index.ts';

type Kind = { readonly method: 'GET' | 'POST'; readonly path: string; readonly body?: string };
/** Its status is 0 where there was none. */
type Answer = { readonly status: number; readonly tookMs: number };
/** One request of each kind, sent at the same moment by a caller that comes once. */
export type Arrival<Name extends string> = { readonly atMs: number; readonly answers: Readonly<Record<Name, Answer>> };
export type Arrivals<Name extends string> = {
  /** Those that arrived between two moments and were answered by now. */
  between(fromMs: number, toMs: number): readonly Arrival<Name>[];
  /** Sends no more, waits for the last answers, and gives all of them. */
  stop(): Promise<readonly Arrival<Name>[]>;
};

/** Requests arrive at constant intervals whether or not those before them were answered, and are timed from the intended start. */
export function arrivalsAt<Name extends string>(
  url: string,
  kinds: Readonly<Record<Name, Kind>>,
  everyMs: number,
): Arrivals<Name> {
  const agent = new Agent({ keepAlive: true });
  const answered: Arrival<Name>[] = [];
  const open: Promise<void>[] = [];
  const state = { goesOn: true };
  const arrive = async (number: number, atMs: number, intended: number) => {
    const from = `10.${(number >> 16) & 255}.${(number >> 8) & 255}.${number & 255}`;
    const names = Object.keys(kinds) as Name[];
    const pairs = names.map(async (name) => [name, await answerOf(url, kinds[name], { agent, from, intended })]);
    const answers = Object.fromEntries(await Promise.all(pairs)) as Record<Name, Answer>;
    answered.push({ atMs, answers });
  };
  const running = (async () => {
    const [startedAt, epoch] = [performance.now(), systemClock.nowMs()];
    for (let number = 1; state.goesOn; number += 1) {
      const intended = startedAt + number * everyMs;
      await wait(Math.max(0, intended - performance.now()));
      open.push(arrive(number, epoch + number * everyMs, intended));
    }
  })();
  return {
    between: (fromMs, toMs) => answered.filter(({ atMs }) => atMs >= fromMs && atMs < toMs),
    async stop() {
      state.goesOn = false;
      await running;
      await Promise.all(open);
      agent.destroy();
      return answered;
    },
  };
}

function answerOf(
  url: string,
  { method, path, body }: Kind,
  { agent, from, intended }: { agent: Agent; from: string; intended: number },
): Promise<Answer> {
  return new Promise((resolve) => {
    const headers = { 'x-forwarded-for': from, ...(body === undefined ? {} : { 'content-type': 'application/json' }) };
    const sent = request(new URL(path, url), { method, agent, headers }, (response) => {
      response.resume();
      response.once('end', () => resolve({ status: response.statusCode ?? 0, tookMs: performance.now() - intended }));
    });
    sent.once('error', () => resolve({ status: 0, tookMs: performance.now() - intended }));
    sent.end(body);
  });
}

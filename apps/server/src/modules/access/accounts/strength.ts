import { Worker } from 'node:worker_threads';
import { commonErrors } from '../../../platform/errors/index.ts';
import { normalized } from './passwords.ts';

export type StrengthMeter = {
  /**
   * From 0, guessed at once, to 4, out of reach, by zxcvbn over the first 128 characters. `known` is what an attacker may
   * know of the person. Throws `rate_limited` when too many wait, or when there is no answer after twenty seconds.
   */
  rate(password: string, known: readonly string[]): Promise<number>;
};

type Waiting = { resolve(score: number): void; reject(error: Error): void; readonly timer: NodeJS.Timeout };

const JUDGED_CHARACTERS = 128;
const MAX_WAITING = 20;
const PATIENCE_MS = 20_000;
const RETRY_AFTER_SECONDS = 5;

/** Judging happens in a thread of its own, made when it is first asked for; it does not keep the process alive. */
export function createStrengthMeter(): StrengthMeter {
  const waiting = new Map<number, Waiting>();
  let worker: Worker | undefined;
  let last = 0;
  const fail = (error: Error) => {
    worker = undefined;
    for (const id of waiting.keys()) settle(waiting, id, (asked) => asked.reject(error));
  };
  return {
    rate(password, known) {
      if (waiting.size >= MAX_WAITING) throw overloaded();
      worker ??= startWorker(waiting, fail);
      last += 1;
      const question = { id: last, password: judgedPart(password), known };
      const answer = new Promise<number>((resolve, reject) => {
        const giveUp = () => settle(waiting, question.id, (asked) => asked.reject(overloaded()));
        const timer = setTimeout(giveUp, PATIENCE_MS);
        waiting.set(question.id, { resolve, reject, timer: timer.unref() });
      });
      worker.postMessage(question, []);
      return answer;
    },
  };
}

function settle(waiting: Map<number, Waiting>, id: number, answer: (asked: Waiting) => void): void {
  const asked = waiting.get(id);
  if (asked === undefined) return;
  waiting.delete(id);
  clearTimeout(asked.timer);
  answer(asked);
}

function overloaded() {
  return commonErrors.rate_limited(undefined, { retryAfterSeconds: RETRY_AFTER_SECONDS });
}

function startWorker(waiting: Map<number, Waiting>, fail: (error: Error) => void): Worker {
  const worker = new Worker(new URL('./strength-worker.ts', import.meta.url));
  worker.on('message', ({ id, score }: { id: number; score: number }) => {
    settle(waiting, id, (asked) => asked.resolve(score));
  });
  worker.on('error', fail);
  worker.unref();
  return worker;
}

function judgedPart(password: string): string {
  return [...normalized(password)].slice(0, JUDGED_CHARACTERS).join('');
}

import { Worker } from 'node:worker_threads';
import { commonErrors } from '../../../platform/errors/index.ts';
import { normalized } from './passwords.ts';

export type StrengthMeter = {
  /**
   * From 0, guessed at once, to 4, out of reach, by zxcvbn over the first 128 characters. `known` is what an attacker may
   * know of the person. Throws `rate_limited` when too many wait.
   */
  rate(password: string, known: readonly string[]): Promise<number>;
};

type Waiting = { resolve(score: number): void; reject(error: Error): void };

const JUDGED_CHARACTERS = 128;
const MAX_WAITING = 20;
const RETRY_AFTER_SECONDS = 5;

/** Judging happens in a thread of its own, made when it is first asked for; it does not keep the process alive. */
export function createStrengthMeter(): StrengthMeter {
  const waiting = new Map<number, Waiting>();
  let worker: Worker | undefined;
  let last = 0;
  const fail = (error: Error) => {
    worker = undefined;
    for (const asked of waiting.values()) asked.reject(error);
    waiting.clear();
  };
  return {
    rate(password, known) {
      if (waiting.size >= MAX_WAITING) {
        throw commonErrors.rate_limited(undefined, { retryAfterSeconds: RETRY_AFTER_SECONDS });
      }
      worker ??= startWorker(waiting, fail);
      last += 1;
      const question = { id: last, password: judgedPart(password), known };
      const answer = new Promise<number>((resolve, reject) => void waiting.set(question.id, { resolve, reject }));
      worker.postMessage(question, []);
      return answer;
    },
  };
}

function startWorker(waiting: Map<number, Waiting>, fail: (error: Error) => void): Worker {
  const worker = new Worker(new URL('./strength-worker.ts', import.meta.url));
  worker.on('message', ({ id, score }: { id: number; score: number }) => {
    waiting.get(id)?.resolve(score);
    waiting.delete(id);
  });
  worker.on('error', fail);
  worker.unref();
  return worker;
}

function judgedPart(password: string): string {
  return [...normalized(password)].slice(0, JUDGED_CHARACTERS).join('');
}

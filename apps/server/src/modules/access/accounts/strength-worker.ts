import { parentPort } from 'node:worker_threads';
import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary as common } from '@zxcvbn-ts/language-common';
import { dictionary as english } from '@zxcvbn-ts/language-en';
import { dictionary as french } from '@zxcvbn-ts/language-fr';

/** Runs in a thread of its own: some passwords take a second to judge. */
type Question = { readonly id: number; readonly password: string; readonly known: readonly string[] };

const judge = new ZxcvbnFactory({ dictionary: { ...common, ...english, ...french }, graphs: adjacencyGraphs });

parentPort?.on('message', ({ id, password, known }: Question) => {
  parentPort?.postMessage({ id, score: judge.check(password, [...known]).score }, []);
});

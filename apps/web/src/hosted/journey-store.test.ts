import { describe, expect, test } from 'vitest';
import {
  type Api,
  type HostedFlow,
  type Journey,
  RefusedError,
  type StepMove,
  type StepUpdate,
  UnreachableError,
} from './api.ts';
import { journeyWith, progressWith, stepWith } from './journey-examples.ts';
import { JourneyStore } from './journey-store.ts';

const hosted: HostedFlow = {
  organization: { slug: 'atelier', name: 'Atelier', logo_url: null },
  flow: { key: 'creator', title: 'Creator', description: null },
  theme: { accent: null, radius: null },
  locale: 'en',
  locales: ['en', 'fr'],
};

describe('loading', () => {
  test('brings the face of the flow and the journey', async () => {
    const { store } = await loaded();
    expect(store.snapshot()).toMatchObject({ hosted, failure: null, isUnreachable: false });
    expect(store.snapshot().journey?.steps).toHaveLength(2);
  });

  test('of an unknown person asks for a link and calls for no journey', async () => {
    const server = fakeServer();
    const store = new JourneyStore(server.api, { isKnown: false, locale: null });
    await store.load();
    expect(store.snapshot()).toMatchObject({ hosted, failure: { kind: 'link', reason: 'missing' } });
    expect(server.calls).not.toContain('journey');
  });

  test.each([
    ['token_expired', 401, { kind: 'link', reason: 'expired' }],
    ['not_signed_in', 401, { kind: 'link', reason: 'invalid' }],
    ['participant_required', 422, { kind: 'link', reason: 'missing' }],
    ['no_matching_flow', 404, { kind: 'refused' }],
    ['onboarding_paused', 503, { kind: 'paused' }],
  ])('says why not: %s', async (code, status, failure) => {
    const { store } = await loaded({ journey: refusing(code, status) });
    expect(store.snapshot()).toMatchObject({ hosted, journey: null, failure });
  });

  test('blames the address, not the token, where there is no such flow', async () => {
    const { store } = await loaded({ hostedFlow: refusing('not_found', 404), journey: refusing('not_signed_in', 401) });
    expect(store.snapshot().failure).toMatchObject({ kind: 'refused', problem: { code: 'not_found' } });
  });

  test('shows the journey even when its face does not come', async () => {
    const { store } = await loaded({ hostedFlow: silent });
    expect(store.snapshot().journey).not.toBeNull();
    expect(store.snapshot().failure).toBeNull();
  });

  test('recovers when the network does', async () => {
    const { store, server } = await loaded({ hostedFlow: silent, journey: silent });
    expect(store.snapshot().failure).toEqual({ kind: 'unreachable' });
    server.mend();
    await store.load();
    expect(store.snapshot()).toMatchObject({ failure: null, isUnreachable: false });
  });
});

describe('a move', () => {
  test('carries the row version that the move before left', async () => {
    const { store, server } = await loaded();
    await Promise.all([
      store.move('a', { move: 'save', answers: { x: 1 } }),
      store.move('a', { move: 'submit', answers: { x: 2 } }),
    ]);
    expect(server.moves.map((move) => [move.move, move.row_version])).toEqual([
      ['save', 1],
      ['submit', 2],
    ]);
    expect(store.snapshot().journey?.steps[0]).toMatchObject({ state: 'done', row_version: 3 });
  });

  test('remembers what it opened', async () => {
    const { store } = await loaded();
    await store.move('a', { move: 'submit', answers: {} });
    await store.move('b', { move: 'complete' });
    expect(store.snapshot().opened).toEqual(['a.open', 'b.open']);
  });

  test('that comes too late reads the journey again and says so', async () => {
    const { store, server } = await loaded();
    server.changeElsewhere('a');
    const outcome = await store.move('a', { move: 'submit', answers: {} });
    expect(outcome).toEqual({ ok: false, failure: { kind: 'elsewhere' } });
    expect(store.snapshot().journey?.steps[0]?.row_version).toBe(2);
  });

  test('that had arrived though its answer was lost counts as made', async () => {
    const { store, server } = await loaded();
    server.changeElsewhere('a', 'done');
    expect(await store.move('a', { move: 'submit', answers: {} })).toMatchObject({ ok: true });
  });

  test('without a network changes nothing and shows that there is none', async () => {
    const { store, server } = await loaded();
    server.break({ updateStep: silent });
    expect(await store.move('a', { move: 'submit', answers: {} })).toEqual({
      ok: false,
      failure: { kind: 'unreachable' },
    });
    expect(store.snapshot()).toMatchObject({ isUnreachable: true, failure: null });
    expect(store.snapshot().journey?.steps[0]?.state).toBe('todo');
  });

  test('that is too fast says how long to wait', async () => {
    const { store, server } = await loaded();
    server.break({ updateStep: refusing('rate_limited', 429, { retryAfter: 7 }) });
    const outcome = await store.move('a', { move: 'save', answers: {} });
    expect(outcome).toEqual({ ok: false, failure: { kind: 'too_fast', waitMs: 7_000 } });
  });

  test('under a link that is over ends the page', async () => {
    const { store, server } = await loaded();
    server.break({ updateStep: refusing('token_expired', 401) });
    await store.move('a', { move: 'save', answers: {} });
    expect(store.snapshot().failure).toEqual({ kind: 'link', reason: 'expired' });
  });

  test('while onboarding is switched off ends the page until there is something to do again', async () => {
    const { store, server } = await loaded();
    server.break({ updateStep: refusing('onboarding_paused', 503) });
    await store.move('a', { move: 'save', answers: {} });
    expect(store.snapshot().failure).toEqual({ kind: 'paused' });
    await store.load();
    expect(store.snapshot().failure).toBeNull();
  });

  test('counts even if the journey cannot be read again', async () => {
    const { store, server } = await loaded();
    server.break({ journey: silent });
    expect(await store.move('a', { move: 'submit', answers: {} })).toMatchObject({ ok: true });
    expect(store.snapshot().journey?.steps[0]?.state).toBe('done');
    expect(store.snapshot().isUnreachable).toBe(true);
  });
});

describe('reading again', () => {
  test('never undoes a move that was made meanwhile', async () => {
    const { store, server } = await loaded();
    const release = server.holdNextJourney();
    const refreshing = store.refresh();
    await store.move('a', { move: 'save', answers: { x: 1 } });
    release();
    await refreshing;
    expect(store.snapshot().journey?.steps[0]?.row_version).toBe(2);
  });

  test('keeps the journey on the page when it fails', async () => {
    const { store, server } = await loaded();
    server.break({ journey: silent });
    await store.refresh();
    expect(store.snapshot()).toMatchObject({ isUnreachable: true, failure: null });
    expect(store.snapshot().journey).not.toBeNull();
  });

  test('in another language asks for everything in it', async () => {
    const { store, server } = await loaded();
    await store.speak('fr');
    expect(server.locales.slice(-2)).toEqual(['fr', 'fr']);
  });
});

type Fault = () => Promise<never>;
const silent: Fault = () => Promise.reject(new UnreachableError(new TypeError('Failed to fetch')));
const refusing = (code: string, status: number, extra: object = {}): Fault => {
  const problem = { type: 't', title: code, status, code, correlationId: 'c', ...extra };
  return () => Promise.reject(new RefusedError(problem));
};
type Faults = Partial<Record<'hostedFlow' | 'journey' | 'updateStep', Fault>>;

async function loaded(faults: Faults = {}) {
  const server = fakeServer();
  server.break(faults);
  const store = new JourneyStore(server.api, { isKnown: true, locale: null });
  await store.load();
  return { store, server };
}

/** A server of one journey with two steps, strict about row versions. */
function fakeServer() {
  let journey: Journey = journeyWith([
    stepWith({ key: 'a', kind: 'form', allowed_moves: ['save', 'submit'] }),
    stepWith({ key: 'b' }),
  ]);
  let faults: Faults = {};
  let held: Promise<void> | null = null;
  const calls: string[] = [];
  const moves: StepMove[] = [];
  const locales: (string | null)[] = [];
  const change = (key: string, by: object) => {
    const steps = journey.steps.map((step) =>
      step.key === key ? { ...step, ...by, row_version: step.row_version + 1 } : step,
    );
    journey = { ...journey, steps };
  };
  const api: Api = {
    hostedFlow: async (locale) => {
      calls.push('hostedFlow');
      locales.push(locale);
      return faults.hostedFlow ? faults.hostedFlow() : hosted;
    },
    journey: async (locale) => {
      calls.push('journey');
      locales.push(locale);
      const seen = journey;
      const wait = held;
      held = null;
      await wait;
      return faults.journey ? faults.journey() : seen;
    },
    updateStep: async (key, move): Promise<StepUpdate> => {
      if (faults.updateStep) return faults.updateStep();
      const step = journey.steps.find((candidate) => candidate.key === key);
      if (move.row_version !== step?.row_version) return refusing('row_version_stale', 409)();
      moves.push(move);
      const state = move.move === 'save' ? 'in_progress' : 'done';
      change(key, { state });
      return {
        journey_id: journey.id,
        step: { key, state, row_version: move.row_version + 1, reason: null, allowed_moves: [] },
        progress: progressWith({}),
        completed_at: null,
        opened_capabilities: move.move === 'save' ? [] : [`${key}.open`],
        newly_applicable: [],
        no_longer_applicable: [],
      };
    },
    snooze: async () => ({ snoozed_until: '2026-01-02T00:00:00Z' }),
    skipAll: async () => journey,
  };
  return {
    api,
    calls,
    moves,
    locales,
    break: (next: Faults) => void (faults = next),
    mend: () => void (faults = {}),
    changeElsewhere: (key: string, state = 'in_progress') => change(key, { state }),
    holdNextJourney: () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      held = promise;
      return resolve;
    },
  };
}

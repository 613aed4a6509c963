import type { Journey, JourneyStep } from './api.ts';

/** Examples for tests: a step to do, and a journey of such steps. */
export function stepWith(change: Partial<JourneyStep> = {}): JourneyStep {
  return {
    key: 'profile',
    kind: 'info',
    title: 'Profile',
    help: null,
    required: true,
    skippable: false,
    estimated_minutes: 1,
    state: 'todo',
    row_version: 1,
    allowed_moves: ['start', 'complete'],
    blocked_by: [],
    reason: null,
    answers: null,
    started_at: null,
    submitted_at: null,
    done_at: null,
    content: {},
    ...change,
  };
}

export function journeyWith(steps: JourneyStep[], change: Partial<Journey> = {}): Journey {
  const done = steps.filter((step) => step.state === 'done').length;
  return {
    id: '00000000-0000-7000-8000-000000000001',
    flow: { key: 'creator', title: 'Creator', version: 1, default_locale: 'en', locales: ['en', 'fr'] },
    locale: 'en',
    participant: { external_id: 'demo-1', market: null, role: null },
    status: 'active',
    progress: progressWith({ steps_done: done, steps_total: steps.length, is_complete: done === steps.length }),
    steps,
    started_at: '2026-01-01T00:00:00Z',
    completed_at: null,
    last_activity_at: '2026-01-01T00:00:00Z',
    snoozed_until: null,
    hosted_url: '',
    ...change,
  };
}

export function progressWith(change: Partial<Journey['progress']>): Journey['progress'] {
  return {
    percent: 0,
    steps_done: 0,
    steps_total: 0,
    required_done: 0,
    required_total: 0,
    minutes_left: 0,
    next_step: null,
    is_complete: false,
    ...change,
  };
}

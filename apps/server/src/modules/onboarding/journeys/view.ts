import type { JourneyView, ParticipantView, RequirementsView, StepUpdateView, TimelineEntry } from '@stepwell/contract';
import {
  type Accepted,
  type Actor,
  allowedMoves,
  type FlowDefinition,
  type LocalizedText,
  type Progress,
  progressOf,
  recordOf,
  type Requirements,
  type StepDefinition,
  stateOf,
  surveyJourney,
  textIn,
} from '@stepwell/engine';
import type { z } from 'zod';
import type { JourneySnapshot, KnownParticipant } from './snapshot.ts';

type Journey = z.infer<typeof JourneyView>;

/** The locale to answer in: the asked one where the flow speaks it, else the participant's, else the flow's default. */
export function localeFor(definition: FlowDefinition, ...wished: readonly (string | null | undefined)[]): string {
  for (const wish of wished) {
    if (!wish) continue;
    const found =
      definition.locales.find((locale) => locale === wish) ??
      definition.locales.find((locale) => locale === wish.split('-')[0]);
    if (found) return found;
  }
  return definition.default_locale;
}

export function journeyView(
  journey: JourneySnapshot,
  actor: Actor,
  locale: string | undefined,
  hostedUrl: string,
): Journey {
  const { definition, compiled } = journey.version;
  const { participant } = journey;
  const inLocale = localeFor(definition, locale, participant.locale);
  const { applicable } = surveyJourney(compiled, journey.state);
  return {
    id: journey.id,
    flow: {
      key: journey.version.flowKey,
      title: textIn(definition.title, inLocale, definition.default_locale),
      version: journey.version.number,
      default_locale: definition.default_locale,
      locales: [...definition.locales],
    },
    locale: inLocale,
    participant: {
      external_id: participant.externalId,
      market: participant.subject.market,
      role: participant.subject.role,
    },
    status: journey.state.completedAtMs === null ? 'active' : 'completed',
    progress: progressView(progressOf(compiled, journey.state)),
    steps: applicable.map((step) => stepView(journey, step, actor, inLocale)),
    started_at: time(journey.state.startedAtMs),
    completed_at: timeOrNull(journey.state.completedAtMs),
    last_activity_at: time(journey.lastActivityAtMs),
    snoozed_until: timeOrNull(journey.snoozedUntilMs),
    hosted_url: hostedUrl,
  };
}

function stepView(
  journey: JourneySnapshot,
  step: StepDefinition,
  actor: Actor,
  locale: string,
): Journey['steps'][number] {
  const { compiled, definition } = journey.version;
  const record = recordOf(journey.state, step.key);
  const text = (value: LocalizedText) => textIn(value, locale, definition.default_locale);
  return {
    key: step.key,
    kind: step.kind,
    title: text(step.title),
    help: step.help ? text(step.help) : null,
    required: step.required,
    skippable: step.skippable,
    estimated_minutes: step.estimated_minutes,
    state: stateOf(compiled, journey.state, step.key) ?? record.state,
    row_version: record.rowVersion,
    allowed_moves: allowedMoves(compiled, journey.state, step.key, actor),
    blocked_by: openPrerequisites(journey, step),
    reason: record.reason,
    answers: record.answers as Journey['steps'][number]['answers'],
    started_at: timeOrNull(record.startedAtMs),
    submitted_at: timeOrNull(record.submittedAtMs),
    done_at: timeOrNull(record.doneAtMs),
    content: contentOf(step, text),
  };
}

function openPrerequisites(journey: JourneySnapshot, step: StepDefinition): string[] {
  const { compiled } = journey.version;
  return step.requires.filter((key) => {
    const state = stateOf(compiled, journey.state, key);
    return state !== null && state !== 'done' && state !== 'skipped';
  });
}

function contentOf(step: StepDefinition, text: (value: LocalizedText) => string): Record<string, unknown> {
  switch (step.kind) {
    case 'info':
      return { body: text(step.body) };
    case 'terms':
      return { version: step.document.version, body: text(step.document.body), url: step.document.url ?? null };
    case 'external':
      return { source: step.source, link: step.link ?? null };
    case 'form':
      return {
        fields: step.fields.map(({ label, help, placeholder, options, ...field }) => ({
          ...field,
          label: text(label),
          help: help ? text(help) : null,
          placeholder: placeholder ? text(placeholder) : null,
          options: options?.map((option) => ({ value: option.value, label: text(option.label) })) ?? null,
        })),
      };
    default:
      return {};
  }
}

export function stepUpdateView(
  journey: JourneySnapshot,
  decision: Accepted,
  actor: Actor,
): z.infer<typeof StepUpdateView> {
  const { compiled } = journey.version;
  return {
    journey_id: journey.id,
    step: {
      key: decision.step.key,
      state: stateOf(compiled, journey.state, decision.step.key) ?? decision.step.state,
      row_version: decision.step.rowVersion,
      reason: decision.step.reason,
      allowed_moves: allowedMoves(compiled, journey.state, decision.step.key, actor),
    },
    progress: progressView(decision.progress),
    completed_at: timeOrNull(decision.completedAtMs),
    opened_capabilities: [...decision.openedCapabilities],
    newly_applicable: [...decision.newlyApplicable],
    no_longer_applicable: [...decision.noLongerApplicable],
  };
}

export function requirementsView(
  requirements: Requirements,
  resumeUrl: string | null,
  bypassedBy?: 'kill_switch',
): z.infer<typeof RequirementsView> {
  return {
    capability: requirements.capability,
    allowed: requirements.allowed,
    currently_due: [...requirements.currentlyDue],
    eventually_due: [...requirements.eventuallyDue],
    past_due: [...requirements.pastDue],
    pending_review: [...requirements.pendingReview],
    deadline: timeOrNull(requirements.deadlineMs),
    errors: requirements.errors.map((error) => ({ step: error.stepKey, reason: error.reason ?? '' })),
    alternatives: requirements.alternatives.map((keys) => [...keys]),
    resume_url: requirements.allowed ? null : resumeUrl,
    ...(bypassedBy === undefined ? {} : { bypassed_by: bypassedBy }),
  };
}

function progressView(progress: Progress) {
  return {
    percent: progress.percent,
    steps_done: progress.stepsDone,
    steps_total: progress.stepsTotal,
    required_done: progress.requiredDone,
    required_total: progress.requiredTotal,
    minutes_left: progress.minutesLeft,
    next_step: progress.nextStep,
    is_complete: progress.isComplete,
  };
}

export type ParticipantFacts = Omit<KnownParticipant, 'lastSeenAtMs'> & {
  readonly createdAt: Date;
  readonly lastSeenAt: Date | null;
};

export function participantView(participant: ParticipantFacts): z.infer<typeof ParticipantView> {
  return {
    id: participant.id,
    external_id: participant.externalId,
    display_name: participant.displayName,
    market: participant.subject.market,
    role: participant.subject.role,
    locale: participant.locale,
    traits: participant.subject.traits as z.infer<typeof ParticipantView>['traits'],
    created_at: participant.createdAt.toISOString(),
    last_seen_at: participant.lastSeenAt?.toISOString() ?? null,
  };
}

function time(ms: number): string {
  return new Date(ms).toISOString();
}

function timeOrNull(ms: number | null): string | null {
  return ms === null ? null : time(ms);
}

/** An event of the log, as the events room reads it. */
export type TimelineEvent = {
  readonly id: string;
  readonly occurredAt: Date;
  readonly name: string;
  readonly flowKey: string | null;
  readonly stepKey: string | null;
  readonly actor: string | null;
  readonly fromState: string | null;
  readonly toState: string | null;
  readonly percent: number | null;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly correlationId: string | null;
};

export function timelineEntry(event: TimelineEvent): z.infer<typeof TimelineEntry> {
  return {
    id: event.id,
    occurred_at: event.occurredAt.toISOString(),
    name: event.name,
    flow_key: event.flowKey,
    step_key: event.stepKey,
    actor: event.actor,
    from_state: event.fromState,
    to_state: event.toState,
    percent: event.percent,
    properties: { ...event.properties },
    correlation_id: event.correlationId,
  };
}

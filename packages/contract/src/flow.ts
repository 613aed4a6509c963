import { z } from 'zod';
import { Environment, Id, Timestamp } from './envelope.ts';
import { FlowDefinition } from './flow-definition.ts';

export const PublishMode = z.enum(['carry', 'finish_on_old', 'restart']);
export type PublishMode = z.infer<typeof PublishMode>;

export const DefinitionProblemView = z
  .object({
    code: z.string(),
    path: z.string(),
    message: z.string(),
    details: z.record(z.string(), z.unknown()).optional(),
  })
  .meta({ id: 'DefinitionProblem' });

export const FlowView = z
  .object({
    id: Id,
    key: z.string(),
    name: z.string(),
    status: z.enum(['draft', 'published', 'retired']),
    /** Version numbers by environment; null where nothing is live. */
    live: z.object({ live: z.int().nullable(), test: z.int().nullable() }),
    has_draft_changes: z.boolean(),
    journeys: z.object({ active: z.int(), completed: z.int() }),
    created_at: Timestamp,
    updated_at: Timestamp,
  })
  .meta({ id: 'Flow' });

export const FlowVersionView = z
  .object({
    id: Id,
    number: z.int(),
    status: z.enum(['published', 'retired']),
    live_in: z.array(Environment),
    active_from: Timestamp,
    active_to: Timestamp.nullable(),
    published_at: Timestamp,
    published_by: z.string().nullable(),
    step_count: z.int(),
    journeys: z.int(),
  })
  .meta({ id: 'FlowVersion' });

export const FlowVersionDetail = FlowVersionView.extend({ definition: FlowDefinition }).meta({
  id: 'FlowVersionDetail',
});

export const DraftView = z
  .object({
    definition: FlowDefinition,
    row_version: z.int(),
    based_on: z.int().nullable(),
    problems: z.array(DefinitionProblemView),
    updated_at: Timestamp,
  })
  .meta({ id: 'Draft' });

export const DiffView = z
  .object({
    from: z.string(),
    to: z.string(),
    steps: z.array(
      z.object({
        key: z.string(),
        change: z.enum(['added', 'removed', 'changed', 'moved']),
        compatible: z.boolean(),
        fields: z.array(z.object({ path: z.string(), before: z.json().nullable(), after: z.json().nullable() })),
      }),
    ),
    gates: z.array(
      z.object({
        capability: z.string(),
        change: z.enum(['added', 'removed', 'changed']),
        before: z.json().nullable(),
        after: z.json().nullable(),
      }),
    ),
    other: z.array(z.object({ path: z.string(), before: z.json().nullable(), after: z.json().nullable() })),
  })
  .meta({ id: 'FlowDiff' });

export const MigrationOutcome = z.enum(['unchanged', 'advances', 'regresses', 'stranded', 'kept', 'restarted']);
export const MigrationCounts = z
  .object({
    unchanged: z.int(),
    advances: z.int(),
    regresses: z.int(),
    stranded: z.int(),
    kept: z.int(),
    restarted: z.int(),
    total: z.int(),
  })
  .meta({ id: 'MigrationCounts' });

export const DryRunView = z
  .object({
    mode: PublishMode,
    environment: Environment,
    counts: MigrationCounts,
    /** Up to 50 journeys of each outcome that loses something or changes, worst first. */
    samples: z.array(
      z.object({
        journey_id: Id,
        external_id: z.string(),
        outcome: MigrationOutcome,
        percent_before: z.int(),
        percent_after: z.int(),
        reset: z.array(z.string()),
        dropped: z.array(z.string()),
      }),
    ),
    steps: z.array(z.object({ key: z.string(), carried: z.int(), reset: z.int(), dropped: z.int() })),
  })
  .meta({ id: 'DryRun' });

export const PublicationView = z
  .object({
    id: Id,
    flow_key: z.string(),
    environment: Environment,
    from_version: z.int().nullable(),
    to_version: z.int(),
    mode: PublishMode,
    state: z.enum(['migrating', 'done', 'rolling_back', 'rolled_back']),
    counts: MigrationCounts,
    journeys_total: z.int(),
    journeys_migrated: z.int(),
    published_at: Timestamp,
    finished_at: Timestamp.nullable(),
    can_roll_back: z.boolean(),
  })
  .meta({ id: 'Publication' });

export const FlowTemplateView = z
  .object({
    key: z.string(),
    name: z.string(),
    description: z.string(),
    step_count: z.int(),
    definition: FlowDefinition,
  })
  .meta({ id: 'FlowTemplate' });

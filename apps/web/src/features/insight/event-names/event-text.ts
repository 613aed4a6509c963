import { useTranslation } from 'react-i18next';
import type texts from './locales/en.json';

type KnownEvent = keyof (typeof texts)['name'];
type KnownActor = keyof (typeof texts)['actor'];

/** Keys of the texts: the names of the events that Stepwell records, with `_` for the point. */
const EVENTS: readonly KnownEvent[] = [
  'journey_started',
  'journey_completed',
  'journey_migrated',
  'journey_rolled_back',
  'journey_reset',
  'journey_skipped',
  'journey_recalculated',
  'journey_snoozed',
  'step_started',
  'step_saved',
  'step_submitted',
  'step_completed',
  'step_skipped',
  'step_reopened',
  'step_approved',
  'step_rejected',
  'step_reset',
  'gate_refused',
];

const ACTORS: readonly KnownActor[] = ['participant', 'tenant', 'reviewer', 'webhook', 'system', 'import'];

/** Says an event's name in the reader's language; names that came with an import stay as they are. */
export function useEventText(): (name: string) => string {
  const { t } = useTranslation('event-names');
  return (name) => {
    const known = EVENTS.find((event) => event === name.replace('.', '_'));
    return known ? t(`name.${known}`) : name;
  };
}

/** Says who acted. */
export function useActorText(): (actor: string) => string {
  const { t } = useTranslation('event-names');
  return (actor) => {
    const known = ACTORS.find((one) => one === actor);
    return known ? t(`actor.${known}`) : actor;
  };
}

import { isDeepStrictEqual } from 'node:util';
import type { ParticipantChange, ParticipantDetails } from './participant.ts';

/** The participant as known after the change. */
export function changed(current: ParticipantDetails, change: ParticipantChange): ParticipantDetails {
  const { market, role, traits } = current.subject;
  return {
    ...current,
    displayName: change.displayName === undefined ? current.displayName : change.displayName,
    locale: change.locale === undefined ? current.locale : change.locale,
    subject: {
      market: change.market === undefined ? market : change.market,
      role: change.role === undefined ? role : change.role,
      traits: change.traits ?? traits,
    },
  };
}

/** Names of what differs, as the API calls it. */
export function changedNames(before: ParticipantDetails, after: ParticipantDetails): string[] {
  const pairs = {
    display_name: [before.displayName, after.displayName],
    market: [before.subject.market, after.subject.market],
    role: [before.subject.role, after.subject.role],
    locale: [before.locale, after.locale],
    traits: [before.subject.traits, after.subject.traits],
  };
  return Object.entries(pairs).flatMap(([name, [was, is]]) => (isDeepStrictEqual(was, is) ? [] : [name]));
}

export { journeyErrors } from './errors.ts';
export type { ChangeOrigin, JourneyDependencies } from './dependencies.ts';
export {
  type AddedJourney,
  createJourneyStore,
  type JourneyStore,
  type Rewrite,
  type StoredJourney,
} from './journey-store.ts';
export type { JourneyQuery } from './journey-finder.ts';
export type { Branding } from './routes.ts';
export { createJourneyService, type JourneyService } from './service.ts';
export type { JourneySnapshot, JourneyVersion, ParticipantAddress, ParticipantSnapshot } from './snapshot.ts';
export type { Moved, MoveRequest } from './step-mover.ts';
export { requirementsView } from './view.ts';

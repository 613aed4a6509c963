import type { Module } from '../../../platform/http/index.ts';
import { journeyErrors } from './errors.ts';
import { type ParticipantRouteDependencies, participantRoutes } from './participant-routes.ts';
import { type JourneyRouteDependencies, journeyRoutes } from './routes.ts';

export type JourneysModuleDependencies = JourneyRouteDependencies & ParticipantRouteDependencies;

export function createJourneysModule(deps: JourneysModuleDependencies): Module {
  return { routes: [...journeyRoutes(deps), ...participantRoutes(deps)], errors: [journeyErrors] };
}

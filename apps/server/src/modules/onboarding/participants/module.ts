import type { Module } from '../../../platform/http/index.ts';
import { participantErrors } from './errors.ts';
import { participantRoutes } from './routes.ts';
import type { ParticipantService } from './service.ts';

export function createParticipantsModule({ participants }: { participants: ParticipantService }): Module {
  return { routes: participantRoutes(participants), errors: [participantErrors] };
}

import type { Module } from '../../../platform/http/index.ts';
import { participantTokenErrors } from './errors.ts';
import { participantTokenRoutes } from './routes.ts';
import type { ParticipantTokenService } from './service.ts';

export function createParticipantTokensModule({
  participantTokens,
}: {
  participantTokens: ParticipantTokenService;
}): Module {
  return { routes: participantTokenRoutes(participantTokens), errors: [participantTokenErrors] };
}

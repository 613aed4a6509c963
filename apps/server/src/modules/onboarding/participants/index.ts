export { participantErrors } from './errors.ts';
export type { ImportedParticipant, ParticipantChange, ParticipantRecord } from './participant.ts';
export { createParticipants, type Participants } from './service.ts';

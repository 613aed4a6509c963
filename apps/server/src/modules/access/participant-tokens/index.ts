export { participantTokenErrors } from './errors.ts';
export type { MintedToken } from './minting.ts';
export { createParticipantTokens, type ParticipantTokens, type SignedWebhook } from './service.ts';
export type { NewSigningSecret } from './signing-secret.ts';
export type { TokenHints } from './verification.ts';

export { ACCESS_TOKEN_PREFIX } from './access-tokens.ts';
export { sessionErrors } from './errors.ts';
export type { OpenedSession } from './opening.ts';
export type { Tokens } from './refreshing.ts';
export type { EndedImpersonation } from './repository.ts';
export { originOf } from './routes.ts';
export { createSessions, type Sessions, type SessionService } from './service.ts';
export type { NewSession, Origin, Session, SignInMethod } from './session.ts';
export { tokensViewOf } from './view.ts';

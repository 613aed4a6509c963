export { sessionErrors } from './errors.ts';
export type { Session } from './session.ts';
export { createSessions, type Sessions } from './service.ts';

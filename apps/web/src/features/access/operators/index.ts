export { actedSession } from './acted-session.ts';

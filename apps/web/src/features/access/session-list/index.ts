export { listedSessionsQuery } from './session-list.ts';
export { SessionsCard } from './sessions-card.tsx';

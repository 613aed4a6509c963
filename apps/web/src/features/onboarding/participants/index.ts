export { useFoundParticipants } from './use-found-participants.tsx';

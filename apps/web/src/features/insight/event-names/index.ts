export { EventIcon } from './event-icon.tsx';
export { useActorText, useEventText } from './event-text.ts';

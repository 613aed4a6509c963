export {
  EVENT_NAMES,
  type NewEvent,
  type TimelineEvent,
  type TimelinePage,
  type TimelineQuery,
} from './event.ts';
export { createEventLog, type EventLog } from './event-log.ts';
export { type EventPartitions, keepPartitionsAhead, makePartitions } from './partitions.ts';
export { createRefusalCounter, type GateRefusal, type RefusalCounter } from './refusal-counter.ts';

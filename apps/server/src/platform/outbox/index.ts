export { appendOutbox, type NewOutboxEvent, type OutboxEvent } from './append.ts';
export {
  type DispatcherOptions,
  type OutboxDispatcher,
  type OutboxHandler,
  type OutboxSubscriptions,
  startOutboxDispatcher,
} from './dispatcher.ts';
export { type FailedDelivery, failedDeliveries, purgeOutbox, retryDelivery } from './deliveries.ts';

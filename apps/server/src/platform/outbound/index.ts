export type { OutboundReport } from './counters.ts';
export { outboundErrors } from './errors.ts';
export {
  createOutbound,
  type Outbound,
  type OutboundOptions,
  type OutboundRequest,
  type OutboundService,
} from './outbound.ts';
export { OutboundFailure } from './outbound-failure.ts';

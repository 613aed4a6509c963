export { outboundErrors } from './errors.ts';
export { createOutbound, type Outbound, type OutboundOptions, type OutboundRequest } from './outbound.ts';

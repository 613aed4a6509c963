export { isNetwork } from './allowed-networks.ts';
export { callerAddress } from './caller-address.ts';
export { isCritical, LIMITS, type LimitTable } from './limit-table.ts';
export { createRequestLimiter, type RequestLimiter } from './request-limiter.ts';
export { LIMIT_OUTCOMES, type LimitTallies } from './tallies.ts';
export type { LimitVerdict } from './verdict.ts';

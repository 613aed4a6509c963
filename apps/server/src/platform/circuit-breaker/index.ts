export {
  type CircuitBreaker,
  type CircuitBreakerOptions,
  type CircuitBreakers,
  type CircuitReport,
  CircuitOpen,
  createCircuitBreakers,
} from './circuit-breakers.ts';

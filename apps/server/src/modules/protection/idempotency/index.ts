export { createIdempotency, type KeptAnswers } from './service.ts';

export { flagErrors } from './errors.ts';
export { createFlags, type Flags } from './service.ts';

export { createContentSecurity } from './service.ts';

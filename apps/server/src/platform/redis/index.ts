export { openRedis, type SharedStore, type SharedStoreOptions } from './shared-store.ts';

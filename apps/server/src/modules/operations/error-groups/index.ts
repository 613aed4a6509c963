export { createErrorRecorder, type ErrorRecorder } from './recorder.ts';
export { createErrorGroups, type ErrorGroups } from './service.ts';

export * from './envelope.ts';
export * from './flow.ts';
export * from './flow-definition.ts';
export * from './journey.ts';
export * from './problem.ts';
export * from './route.ts';
export * from './routes/index.ts';

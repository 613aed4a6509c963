export * from '../../lib/contrast.ts';

export * from '../../lib/markdown.ts';

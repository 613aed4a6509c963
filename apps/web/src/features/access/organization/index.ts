export { proposedSlug } from './slug.ts';
export { SlugField } from './slug-field.tsx';
export { type SlugCheck, useSlugCheck } from './use-slug-check.ts';

export { refusalFor } from './classification.ts';
export type { Failure, FailureWatch } from './failure.ts';
export { BASE_LANGUAGE, type Languages, readLanguages } from './languages.ts';
export { natureOf, type ProblemKind, type ProblemNature } from './nature.ts';
export { OutsideFailure } from './outside-failure.ts';
export { type Catalogue, type CatalogueEntry, commonErrors, defineErrors, Refusal } from './refusals.ts';

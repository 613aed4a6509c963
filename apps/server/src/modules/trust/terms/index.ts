export { termsErrors } from './errors.ts';
export type { LegalKind, LegalTexts, NewDocument } from './document.ts';
export { createTerms, type Terms, type TermsService } from './service.ts';

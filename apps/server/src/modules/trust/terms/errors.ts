import { defineErrors } from '../../../platform/errors/index.ts';

export const termsErrors = defineErrors({
  document_unknown: { kind: 'not_found', title: 'There is no such document in force.' },
});

import { defineErrors } from '../../../platform/errors/index.ts';

export const ceremonyErrors = defineErrors({
  ceremony_over: { kind: 'gone', title: 'This took too long or was tried too often: begin again.' },
  other_browser: { kind: 'conflict', title: 'This was begun in another browser: begin again in this one.' },
});

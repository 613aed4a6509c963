export { ceremonyErrors } from './errors.ts';
export { assertSameBrowser, keepVisit, newVisit, visitHash, visitIn, visitOf } from './visit.ts';
export { type Ceremonies, type Ceremony, type CeremonyKind, createCeremonies } from './service.ts';

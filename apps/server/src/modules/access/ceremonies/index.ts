export { ceremonyErrors } from './errors.ts';
export { type Ceremonies, type Ceremony, type CeremonyKind, createCeremonies } from './service.ts';

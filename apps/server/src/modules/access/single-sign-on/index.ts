export { singleSignOnErrors } from './errors.ts';
export { createSingleSignOnRule, type SingleSignOnRule } from './rule.ts';
export { createSingleSignOn, type SingleSignOn } from './service.ts';
export { createVerifiedDomains, type VerifiedDomains } from './verified-domains.ts';
export type { SingleSignOnDependencies } from './work.ts';

import { accountErrors } from '../modules/access/accounts/index.ts';
import { apiKeyErrors } from '../modules/access/api-keys/index.ts';
import { ceremonyErrors } from '../modules/access/ceremonies/index.ts';
import { directoryErrors } from '../modules/access/directory/index.ts';
import { invitationErrors } from '../modules/access/invitations/index.ts';
import { memberErrors } from '../modules/access/members/index.ts';
import { operatorErrors } from '../modules/access/operators/index.ts';
import { organizationErrors } from '../modules/access/organizations/index.ts';
import { participantTokenErrors } from '../modules/access/participant-tokens/index.ts';
import { providerErrors } from '../modules/access/providers/index.ts';
import { sessionErrors } from '../modules/access/sessions/index.ts';
import { secondFactorErrors } from '../modules/access/second-factors/index.ts';
import { signInErrors } from '../modules/access/sign-in/index.ts';
import { singleSignOnErrors } from '../modules/access/single-sign-on/index.ts';
import { flowErrors } from '../modules/onboarding/flows/index.ts';
import { importErrors } from '../modules/onboarding/imports/index.ts';
import { journeyErrors } from '../modules/onboarding/journeys/index.ts';
import { participantErrors } from '../modules/onboarding/participants/index.ts';
import { publicationErrors } from '../modules/onboarding/publications/index.ts';
import { flagErrors } from '../modules/protection/flags/index.ts';
import { killSwitchErrors } from '../modules/protection/kill-switch/index.ts';
import { termsErrors } from '../modules/trust/terms/index.ts';
import { type CatalogueEntry, commonErrors, natureOf } from '../platform/errors/index.ts';
import type { Module } from '../platform/http/index.ts';
import { outboundErrors } from '../platform/outbound/index.ts';

/** The catalogues of all rooms. */
const CATALOGUES: Module['errors'] = [
  accountErrors,
  apiKeyErrors,
  organizationErrors,
  participantTokenErrors,
  sessionErrors,
  signInErrors,
  memberErrors,
  invitationErrors,
  termsErrors,
  ceremonyErrors,
  secondFactorErrors,
  providerErrors,
  singleSignOnErrors,
  directoryErrors,
  operatorErrors,
  outboundErrors,
  flowErrors,
  importErrors,
  journeyErrors,
  participantErrors,
  publicationErrors,
  flagErrors,
  killSwitchErrors,
];

/** Every problem code with its kind and sentence; two rooms may not mean different things by one code. */
export function allErrorEntries(): Record<string, CatalogueEntry> {
  const all: Record<string, CatalogueEntry> = { ...commonErrors.entries };
  for (const { entries } of CATALOGUES) {
    for (const [code, entry] of Object.entries(entries)) {
      const known = all[code];
      if (known && !isSame(known, entry)) throw new Error(`two rooms mean different things by ${code}`);
      all[code] ??= entry;
    }
  }
  return all;
}

function isSame(one: CatalogueEntry, other: CatalogueEntry): boolean {
  return one.kind === other.kind && JSON.stringify(natureOf(one)) === JSON.stringify(natureOf(other));
}

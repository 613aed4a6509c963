import { createAccounts, createBreachCheck, type PasswordCost } from '../modules/access/accounts/index.ts';
import { createAccountsModule } from '../modules/access/accounts/module.ts';
import { createApiKeys } from '../modules/access/api-keys/index.ts';
import { createApiKeysModule } from '../modules/access/api-keys/module.ts';
import { createCeremonies } from '../modules/access/ceremonies/index.ts';
import { createCeremoniesModule } from '../modules/access/ceremonies/module.ts';
import { createDirectory } from '../modules/access/directory/index.ts';
import { createDirectoryModule } from '../modules/access/directory/module.ts';
import { createInvitations } from '../modules/access/invitations/index.ts';
import { createInvitationsModule } from '../modules/access/invitations/module.ts';
import { createMembers } from '../modules/access/members/index.ts';
import { createMembersModule } from '../modules/access/members/module.ts';
import { createOpenId } from '../modules/access/openid/index.ts';
import { createFoundations, createOrganizations } from '../modules/access/organizations/index.ts';
import { createOrganizationsModule } from '../modules/access/organizations/module.ts';
import { createProviders, providersOf } from '../modules/access/providers/index.ts';
import { createProvidersModule } from '../modules/access/providers/module.ts';
import { createSecondFactors } from '../modules/access/second-factors/index.ts';
import { createSecondFactorsModule } from '../modules/access/second-factors/module.ts';
import { createSessions } from '../modules/access/sessions/index.ts';
import { createSessionsModule } from '../modules/access/sessions/module.ts';
import { createProofAttempts, createSignIn } from '../modules/access/sign-in/index.ts';
import { createSignInModule } from '../modules/access/sign-in/module.ts';
import {
  createSingleSignOn,
  createSingleSignOnRule,
  createVerifiedDomains,
} from '../modules/access/single-sign-on/index.ts';
import { createSingleSignOnModule } from '../modules/access/single-sign-on/module.ts';
import { createMails } from '../modules/messaging/mail/index.ts';
import { createMailModule } from '../modules/messaging/mail/module.ts';
import { createTerms } from '../modules/trust/terms/index.ts';
import { createTermsModule } from '../modules/trust/terms/module.ts';
import type { AuditWriter } from '../modules/protection/audit/index.ts';
import type { SystemTx } from '../platform/database/index.ts';
import type { Module } from '../platform/http/index.ts';
import { createOutbound } from '../platform/outbound/index.ts';
import type { Base } from './compose.ts';
import type { Config } from './config.ts';
import type { SetupJourney } from './setup-journey.ts';

/** Somebody waits before an empty page. */
const PATIENCE = { responseTimeoutMs: 10_000, totalMs: 10_000 };

export type AccessServices = ReturnType<typeof createAccessServices>;

export type AccessOptions = {
  readonly config: Config;
  readonly passwordCost: PasswordCost | undefined;
  /** What waits for a verified address, in journeys that are composed later. */
  readonly setup: () => Pick<SetupJourney, 'emailVerified' | 'foundedByVerified'>;
  /** Of rooms that are composed later, too. */
  readonly forgetTokens: (tx: SystemTx) => void;
};

/** Everything between a stranger and a member: who people are, how they prove it, where they work, and their mails. */
export function createAccessServices(base: Base, audit: AuditWriter, options: AccessOptions) {
  const { config, passwordCost, setup } = options;
  const organizations = createOrganizations(base);
  const mails = createMails({ ...base, smtp: smtpOf(config), isProduction: config.NODE_ENV === 'production' });
  const shared = { ...base, audit, passwordCost, organizations, mails };
  const sessions = createSessions({ ...shared, requiresSecondFactor: config.SECOND_FACTOR === 'required' });
  const emailVerified = (accountId: string) => setup().emailVerified(accountId);
  const foundedByVerified = (orgId: string) => setup().foundedByVerified(orgId);
  const proofs = createProofAttempts({ ...shared, sessions });
  const { outbound, checkBreach, openId, github } = outsideServices(base, config);
  const magicLinkMinutes = config.MAGIC_LINK_MINUTES === 'off' ? null : config.MAGIC_LINK_MINUTES;
  const accounts = createAccounts({ ...shared, sessions, proofs, checkBreach, emailVerified, magicLinkMinutes });
  const people = { ...shared, sessions, accounts };
  const ceremonies = createCeremonies(base);
  const secondFactors = createSecondFactors({ ...people, ceremonies });
  const members = createMembers(people);
  const signIns = createSignIn({ ...people, ceremonies, secondFactors, singleSignOn: createSingleSignOnRule() });
  const directory = createDirectory({ ...people, members, domains: createVerifiedDomains() });
  const apiKeys = createApiKeys(shared);
  const forgetKeys = (tx: SystemTx) => {
    apiKeys.forget(tx);
    options.forgetTokens(tx);
  };
  const visitors = { ...people, ceremonies, secondFactors, signIns, directory };
  return {
    organizations,
    mails,
    sessions,
    accounts,
    ceremonies,
    secondFactors,
    signIns,
    outbound,
    members,
    directory,
    providers: createProviders({ ...visitors, outbound: github, openId, providers: providersOf(config) }),
    singleSignOn: createSingleSignOn({ ...visitors, openid: openId, dnsServers: config.DNS_SERVERS }),
    apiKeys,
    foundations: createFoundations({ ...people, foundedByVerified, forgetKeys }),
    invitations: createInvitations({ ...people, emailVerified }),
    terms: createTerms(people),
  };
}

/** What is asked of others, each over a service of its own. */
function outsideServices(base: Base, { OUTBOUND_ALLOWED_HOSTS: allowedHosts, BREACH_CHECK_URL: list }: Config) {
  const outbound = createOutbound({ ...base, allowedHosts });
  const providers = outbound.service({ name: 'identity_providers', ...PATIENCE, perHost: true });
  return {
    outbound,
    checkBreach: createBreachCheck({ ...base, url: list === 'off' ? null : list, outbound }),
    openId: createOpenId({ ...base, outbound: providers }),
    github: outbound.service({ name: 'github', ...PATIENCE }),
  };
}

export function createAccessModules(services: AccessServices): Module[] {
  return [
    createOrganizationsModule(services),
    createMembersModule(services),
    createInvitationsModule(services),
    createAccountsModule(services),
    createSessionsModule(services),
    createCeremoniesModule(),
    createSecondFactorsModule(services),
    createSignInModule(services),
    createProvidersModule(services),
    createSingleSignOnModule(services),
    createDirectoryModule(services),
    createApiKeysModule(services),
    createTermsModule(services),
    createMailModule(services),
  ];
}

function smtpOf({ SMTP_URL: url, MAIL_FROM: from }: Config) {
  return url === undefined ? null : { url, from };
}

import type { ComponentType } from 'react';
import { loadTexts } from './i18n/start.ts';
import { queryClient } from './query-client.ts';

/** A page: its code and its texts, fetched together when it is first wanted. */
export interface Page {
  load: () => Promise<{ Component: ComponentType }>;
}

function page(code: () => Promise<ComponentType>, ...texts: string[]): Page {
  return {
    load: async () => {
      const [Component] = await Promise.all([code(), loadTexts(...texts)]);
      return { Component };
    },
  };
}

/** Its few pages are one file: nobody but operators ever fetches it. */
export const operatorConsole = () => import('./console/index.ts');

async function withProviders(code: Promise<ComponentType>): Promise<ComponentType> {
  const [Component, file] = await Promise.all([code, import('../features/access/providers/prepare-providers.ts')]);
  await file.prepareProviders(queryClient);
  return Component;
}

/** Every page of the dashboard; each is a file of its own in the bundle, but for the console. */
export const PAGES = {
  signIn: page(
    () => withProviders(import('../features/access/sign-in/sign-in-page.tsx').then((file) => file.SignInPage)),
    'sign-in',
    'entrance',
    'providers',
  ),
  signInCallback: page(
    () => import('../features/access/sign-in/callback/callback-page.tsx').then((file) => file.CallbackPage),
    'sign-in',
    'entrance',
  ),
  magicLink: page(
    () => import('../features/access/sign-in/magic-link-page.tsx').then((file) => file.MagicLinkPage),
    'sign-in',
    'entrance',
  ),
  signUp: page(
    () => withProviders(import('../features/access/sign-up/sign-up-page.tsx').then((file) => file.SignUpPage)),
    'sign-up',
    'entrance',
    'providers',
  ),
  verifyEmail: page(
    () => import('../features/access/sign-up/verify-email-page.tsx').then((file) => file.VerifyEmailPage),
    'sign-up',
    'entrance',
  ),
  forgotPassword: page(
    () => import('../features/access/recovery/forgot-password-page.tsx').then((file) => file.ForgotPasswordPage),
    'recovery',
    'entrance',
  ),
  resetPassword: page(
    () => import('../features/access/recovery/reset-password-page.tsx').then((file) => file.ResetPasswordPage),
    'recovery',
    'entrance',
  ),
  unlock: page(
    () => import('../features/access/recovery/unlock-page.tsx').then((file) => file.UnlockPage),
    'recovery',
    'entrance',
  ),
  welcome: page(
    () => import('../features/access/welcome/welcome-page.tsx').then((file) => file.WelcomePage),
    'welcome',
    'organization',
  ),
  invitation: page(
    () => import('../features/access/invitations/invitation-page.tsx').then((file) => file.InvitationPage),
    'invitations',
    'entrance',
  ),
  audit: page(() => import('../features/protection/audit/audit-page.tsx').then((file) => file.AuditPage), 'audit'),
  terms: page(() => import('../features/access/terms/terms-page.tsx').then((file) => file.TermsPage), 'terms'),
  mails: page(() => import('../features/messaging/mails/mails-page.tsx').then((file) => file.MailsPage), 'mails'),
  settings: page(
    () => import('../features/access/settings/settings-layout.tsx').then((file) => file.SettingsLayout),
    'settings',
  ),
  profile: page(
    () => import('../features/access/profile/profile-page.tsx').then((file) => file.ProfilePage),
    'profile',
    'entrance',
  ),
  security: page(
    () => import('../features/access/security/security-page.tsx').then((file) => file.SecurityPage),
    'security',
    'session-list',
    'entrance',
    'providers',
  ),
  organization: page(
    () => import('../features/access/organization/organization-page.tsx').then((file) => file.OrganizationPage),
    'organization',
  ),
  members: page(
    () => import('../features/access/members/members-page.tsx').then((file) => file.MembersPage),
    'members',
  ),
  policy: page(() => import('../features/access/members/policy-page.tsx').then((file) => file.PolicyPage), 'members'),
  singleSignOn: page(
    () => import('../features/access/single-sign-on/single-sign-on-page.tsx').then((file) => file.SingleSignOnPage),
    'single-sign-on',
  ),
  directory: page(
    () => import('../features/access/directory/directory-page.tsx').then((file) => file.DirectoryPage),
    'directory',
    'api-keys',
  ),
  farewell: page(
    () => import('../features/access/profile/farewell-page.tsx').then((file) => file.FarewellPage),
    'profile',
  ),
  console: page(() => operatorConsole().then((file) => file.ConsoleShell), 'operators', 'charts'),
  installation: page(() => operatorConsole().then((file) => file.InstallationPage)),
  users: page(() => operatorConsole().then((file) => file.UsersPage)),
  user: page(() => operatorConsole().then((file) => file.UserPage)),
  organizations: page(() => operatorConsole().then((file) => file.OrganizationsPage)),
  anyOrganization: page(() => operatorConsole().then((file) => file.AnyOrganizationPage)),
  errors: page(() => operatorConsole().then((file) => file.ErrorsPage)),
  error: page(() => operatorConsole().then((file) => file.ErrorPage)),
  installationSwitch: page(() => operatorConsole().then((file) => file.InstallationSwitchPage), 'kill-switch'),
  services: page(() => operatorConsole().then((file) => file.ServicesPage), 'monitoring'),
  overview: page(
    () => import('../features/insight/overview/overview-page.tsx').then((file) => file.OverviewPage),
    'overview',
    'charts',
    'event-names',
  ),
  flows: page(() => import('../features/onboarding/flows/flows-page.tsx').then((file) => file.FlowsPage), 'flows'),
  flow: page(
    () => import('../features/onboarding/flows/flow-page.tsx').then((file) => file.FlowPage),
    'flows',
    'publishing',
    'flow-versions',
  ),
  flowEditor: page(
    () => import('../features/onboarding/flows/flow-editor/editor-page.tsx').then((file) => file.EditorPage),
    'flow-editor',
  ),
  flowVersions: page(
    () => import('../features/onboarding/flows/flow-versions/versions-page.tsx').then((file) => file.VersionsPage),
    'flow-versions',
  ),
  flowVersion: page(
    () => import('../features/onboarding/flows/flow-versions/version-page.tsx').then((file) => file.VersionPage),
    'flow-versions',
    'flow-editor',
  ),
  flowComparison: page(
    () => import('../features/onboarding/flows/flow-versions/comparison-page.tsx').then((file) => file.ComparisonPage),
    'flow-versions',
  ),
  flowPublications: page(
    () => import('../features/onboarding/flows/publishing/publications-page.tsx').then((file) => file.PublicationsPage),
    'publishing',
  ),
  flags: page(() => import('../features/protection/flags/flags-page.tsx').then((file) => file.FlagsPage), 'flags'),
  flag: page(() => import('../features/protection/flags/flag-page.tsx').then((file) => file.FlagPage), 'flags'),
  killSwitch: page(
    () => import('../features/protection/kill-switch/kill-switch-page.tsx').then((file) => file.KillSwitchPage),
    'kill-switch',
  ),
  participants: page(
    () => import('../features/onboarding/participants/participants-page.tsx').then((file) => file.ParticipantsPage),
    'participants',
    'journeys',
  ),
  participant: page(
    () => import('../features/onboarding/journeys/participant-page.tsx').then((file) => file.ParticipantPage),
    'journeys',
    'event-names',
  ),
  funnels: page(
    () => import('../features/insight/funnels/funnels-page.tsx').then((file) => file.FunnelsPage),
    'funnels',
    'charts',
    'event-names',
  ),
  apiKeys: page(
    () => import('../features/access/api-keys/api-keys-page.tsx').then((file) => file.ApiKeysPage),
    'api-keys',
  ),
} satisfies Record<string, Page>;

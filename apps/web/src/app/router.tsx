import { createBrowserRouter, Navigate } from 'react-router';
import { routerBasename } from '../lib/environment.ts';
import { NotFoundPage } from './errors/not-found-page.tsx';
import { RouteError } from './errors/route-error.tsx';
import { Frame } from './frame.tsx';
import { operatorConsole, PAGES } from './pages.ts';
import { Root } from './root.tsx';
import { OperatorsOnly, SignedIn } from './signed-in.tsx';
import { StartScreen } from './start-screen.tsx';

/** Addresses of the dashboard. The hosted flow (`/o/…`) is another document. */
export const router = createBrowserRouter(
  [
    {
      Component: Root,
      HydrateFallback: StartScreen,
      ErrorBoundary: RouteError,
      children: [
        ...openRoutes(),
        {
          Component: SignedIn,
          children: [
            { path: '/welcome', lazy: PAGES.welcome.load },
            {
              Component: OperatorsOnly,
              children: [{ path: '/admin', lazy: PAGES.console.load, children: consoleRoutes() }],
            },
            { Component: Frame, children: [{ ErrorBoundary: RouteError, children: shellRoutes() }] },
          ],
        },
      ],
    },
  ],
  { basename: routerBasename },
);

/** Open to everybody: the ways in, and what mailed links lead to. */
function openRoutes() {
  return [
    { path: '/sign-in', lazy: PAGES.signIn.load },
    { path: '/sign-in/callback/:provider', lazy: PAGES.signInCallback.load },
    { path: '/sign-up', lazy: PAGES.signUp.load },
    { path: '/verify-email', lazy: PAGES.verifyEmail.load },
    { path: '/magic-link', lazy: PAGES.magicLink.load },
    { path: '/unlock', lazy: PAGES.unlock.load },
    { path: '/forgot-password', lazy: PAGES.forgotPassword.load },
    { path: '/reset-password', lazy: PAGES.resetPassword.load },
    { path: '/invitation', lazy: PAGES.invitation.load },
    { path: '/terms', lazy: PAGES.terms.load },
    { path: '/privacy', lazy: PAGES.terms.load },
    { path: '/farewell', lazy: PAGES.farewell.load },
    { path: '/dev/mails', lazy: PAGES.mails.load },
  ];
}

async function consoleErrors() {
  return { ErrorBoundary: (await operatorConsole()).ConsoleError };
}

/** The operators' console. */
function consoleRoutes() {
  const pages = [
    { index: true, lazy: PAGES.installation.load },
    { path: 'users', lazy: PAGES.users.load },
    { path: 'users/:id', lazy: PAGES.user.load },
    { path: 'organizations', lazy: PAGES.organizations.load },
    { path: 'organizations/:id', lazy: PAGES.anyOrganization.load },
    { path: 'errors', lazy: PAGES.errors.load },
    { path: 'errors/:id', lazy: PAGES.error.load },
    { path: 'kill-switch', lazy: PAGES.installationSwitch.load },
    { path: 'services', lazy: PAGES.services.load },
    { path: '*', Component: NotFoundPage },
  ];
  return [{ ErrorBoundary: RouteError, children: [{ lazy: consoleErrors, children: pages }] }];
}

function shellRoutes() {
  return [
    { path: '/', lazy: PAGES.overview.load },
    { path: '/flows', lazy: PAGES.flows.load },
    { path: '/flows/:key', lazy: PAGES.flow.load, children: flowRoutes() },
    { path: '/participants', lazy: PAGES.participants.load },
    { path: '/participants/:externalId', lazy: PAGES.participant.load },
    { path: '/funnels', lazy: PAGES.funnels.load },
    { path: '/flags', lazy: PAGES.flags.load },
    { path: '/flags/:key', lazy: PAGES.flag.load },
    { path: '/kill-switch', lazy: PAGES.killSwitch.load },
    { path: '/api-keys', lazy: PAGES.apiKeys.load },
    { path: '/settings', lazy: PAGES.settings.load, children: settingsRoutes() },
    { path: '*', Component: NotFoundPage },
  ];
}

/** The tabs of one flow. */
function flowRoutes() {
  return [
    { index: true, lazy: PAGES.flowEditor.load },
    { path: 'versions', lazy: PAGES.flowVersions.load },
    { path: 'versions/:number', lazy: PAGES.flowVersion.load },
    { path: 'compare', lazy: PAGES.flowComparison.load },
    { path: 'publications', lazy: PAGES.flowPublications.load },
  ];
}

function settingsRoutes() {
  return [
    { index: true, element: <Navigate to="/settings/profile" replace /> },
    { path: 'profile', lazy: PAGES.profile.load },
    { path: 'security', lazy: PAGES.security.load },
    { path: 'organization', lazy: PAGES.organization.load },
    { path: 'members', lazy: PAGES.members.load },
    { path: 'policy', lazy: PAGES.policy.load },
    { path: 'single-sign-on', lazy: PAGES.singleSignOn.load },
    { path: 'directory', lazy: PAGES.directory.load },
    { path: 'audit', lazy: PAGES.audit.load },
  ];
}

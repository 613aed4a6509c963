import { createBrowserRouter, Outlet } from 'react-router';
import { routerBasename } from '../lib/environment.ts';
import { NotFoundPage } from './errors/not-found-page.tsx';
import { RouteError } from './errors/route-error.tsx';
import { PAGES } from './pages.ts';
import { Shell } from './shell/shell.tsx';
import { SignedIn } from './signed-in.tsx';
import { StartScreen } from './start-screen.tsx';

/** Addresses of the dashboard. The hosted flow (`/o/…`) is another document. */
export const router = createBrowserRouter(
  [
    {
      Component: Outlet,
      HydrateFallback: StartScreen,
      ErrorBoundary: RouteError,
      children: [
        { path: '/sign-in', lazy: PAGES.signIn.load },
        {
          Component: SignedIn,
          children: [{ Component: Shell, children: [{ ErrorBoundary: RouteError, children: shellRoutes() }] }],
        },
      ],
    },
  ],
  { basename: routerBasename },
);

function shellRoutes() {
  return [
    { path: '/', lazy: PAGES.overview.load },
    { path: '/flows', lazy: PAGES.flows.load },
    { path: '/flows/:key', lazy: PAGES.flow.load, children: flowRoutes() },
    { path: '/participants', lazy: PAGES.participants.load },
    { path: '/participants/:externalId', lazy: PAGES.participant.load },
    { path: '/funnels', lazy: PAGES.funnels.load },
    { path: '/api-keys', lazy: PAGES.apiKeys.load },
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

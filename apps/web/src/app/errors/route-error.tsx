import { useQueryErrorResetBoundary } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useRouteError } from 'react-router';
import { useInShell } from '../shell/in-shell.ts';
import { ErrorPage } from './error-page.tsx';

/** In place of a page that failed to load or to render. */
export function RouteError() {
  const error = useRouteError();
  const inShell = useInShell();
  const { reset } = useQueryErrorResetBoundary();
  useEffect(() => reset, [reset]);
  return <ErrorPage error={error} whole={!inShell} />;
}

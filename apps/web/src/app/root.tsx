import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { Outlet } from 'react-router';
import { actedSession } from '../features/access/operators/index.ts';
import { type Session, sessionQuery } from '../features/access/sessions/index.ts';
import { loadTexts } from './i18n/start.ts';
import { StartScreen } from './start-screen.tsx';

const ImpersonationBar = lazy(async () => {
  const [file] = await Promise.all([
    import('../features/access/operators/impersonation-bar.tsx'),
    loadTexts('operators'),
  ]);
  return { default: file.ImpersonationBar };
});

/** Every page; above it the bar that stands there while an operator acts in somebody's name. */
export function Root() {
  const { data } = useQuery({ ...sessionQuery, enabled: false, throwOnError: false });
  const [known, setKnown] = useState<Session | null>(null);
  const acted = actedSession(known, data);
  if (acted !== known) setKnown(acted);
  if (!acted) return <Outlet />;
  const isEnded = data === null;
  return (
    <>
      <Suspense fallback={null}>
        <ImpersonationBar session={acted} isEnded={isEnded} />
      </Suspense>
      {isEnded ? <StartScreen /> : <Outlet />}
    </>
  );
}

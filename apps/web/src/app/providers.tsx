import { QueryClientProvider } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { RouterProvider } from 'react-router';
import { TooltipProvider } from '../ui/tooltip.tsx';
import { queryClient } from './query-client.ts';
import { router } from './router.tsx';
import { StartScreen } from './start-screen.tsx';

// Nobody needs it for the first paint.
const Toaster = lazy(() => import('../ui/toaster.tsx').then((file) => ({ default: file.Toaster })));

export function Providers() {
  const { t } = useTranslation('app');
  return (
    <QueryClientProvider client={queryClient}>
      <TooltipProvider delayDuration={400} skipDelayDuration={200}>
        <Suspense fallback={<StartScreen />}>
          <RouterProvider router={router} />
        </Suspense>
        <Suspense fallback={null}>
          <Toaster label={t('notifications')} />
        </Suspense>
      </TooltipProvider>
    </QueryClientProvider>
  );
}

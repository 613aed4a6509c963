import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Navigate, useSearchParams } from 'react-router';
import { DocumentTitle } from '../../../ui/document-title.tsx';
import { Wordmark } from '../../../ui/mark.tsx';
import { sessionQuery } from '../sessions/index.ts';
import { destinationOf } from './destination.ts';
import { SignInForm } from './sign-in-form.tsx';
import { StepwellPicture } from './stepwell-picture.tsx';

export function SignInPage() {
  const { t } = useTranslation('sign-in');
  const [search] = useSearchParams();
  const session = useQuery({ ...sessionQuery, retry: false });
  if (session.data) return <Navigate to={destinationOf(search.get('next'))} replace />;
  return (
    <div className="grid min-h-dvh grid-cols-[minmax(0,1fr)] lg:grid-cols-[minmax(0,30rem)_minmax(0,1fr)]">
      <DocumentTitle>{t('title')}</DocumentTitle>
      <main className="flex flex-col px-6 py-8 sm:px-12">
        <Wordmark />
        <div className="mx-auto flex w-full max-w-sm flex-1 flex-col justify-center py-10">
          <h1 className="text-3xl font-semibold tracking-tight text-ink">{t('title')}</h1>
          <p className="mt-1 mb-6 text-base text-ink-muted">{t('lead')}</p>
          <SignInForm />
        </div>
      </main>
      <StepwellPicture />
    </div>
  );
}

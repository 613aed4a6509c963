import { ErrorPage } from './error-page.tsx';

export function NotFoundPage() {
  return <ErrorPage error={{ status: 404 }} />;
}

import { SpokenPage } from './spoken-page.tsx';

/** The path names no flow at all. */
export function UnknownAddress() {
  const problem = { type: 'about:blank', title: 'No such page', status: 404, code: 'not_found', correlationId: '' };
  return <SpokenPage failure={{ kind: 'refused', problem }} onRetry={() => location.reload()} />;
}

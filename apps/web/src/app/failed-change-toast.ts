import i18next from 'i18next';
import { isProblem, isUnreachable } from '../lib/refusal.ts';

/**
 * Tells about a change that the server refused, with the code and the error id. The toaster is fetched when it is
 * first needed.
 */
export async function toastFailedChange(error: Error): Promise<void> {
  const { toast } = await import('../ui/toaster.tsx');
  const t = i18next.getFixedT(null, 'ui');
  if (isUnreachable(error)) toast.error(t('error.offline_title'), { description: t('error.offline_text') });
  else if (isProblem(error)) toast.error(titleOf(error.problem), { description: marksOf(error.problem) });
  else toast.error(t('error.unexpected_title'));
}

function titleOf({ status, title }: { status: number; title: string }): string {
  return status >= 500 ? i18next.t('error.unexpected_title', { ns: 'ui' }) : title;
}

function marksOf({ code, correlationId }: { code: string; correlationId: string }): string {
  return `${code} · ${correlationId}`;
}

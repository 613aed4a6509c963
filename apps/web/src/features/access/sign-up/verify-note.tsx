import { MailWarning } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useAccount } from '../sessions/index.ts';
import { knownNoteOf } from './note-text.ts';
import { useResendVerification } from './sign-up-queries.ts';

/** On every page while the address is not verified. */
export function VerifyNote() {
  const { t } = useTranslation('sign-up');
  const { account } = useAccount();
  const resend = useResendVerification();
  return (
    <section aria-label={t('note.label')} className="border-b bg-info-soft text-xs text-info-text">
      <div className="mx-auto flex max-w-6xl flex-wrap items-center gap-x-3 gap-y-1 px-4 py-1.5 wide:px-8">
        <MailWarning aria-hidden="true" className="size-3.5 shrink-0" />
        <p className="min-w-0 flex-1 basis-56">{t('note.text', { address: account.email })}</p>
        <div role="status">
          {resend.isSuccess ? t('note.sent') : resend.error ? t(`note.${knownNoteOf(resend.error)}`) : null}
        </div>
        {resend.isSuccess ? null : (
          <button
            type="button"
            aria-disabled={resend.isPending || undefined}
            onClick={() => (resend.isPending ? undefined : resend.mutate())}
            className="rounded-sm font-medium underline underline-offset-4 aria-disabled:opacity-55"
          >
            {t('note.send')}
          </button>
        )}
      </div>
    </section>
  );
}

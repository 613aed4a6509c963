import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/use-format.ts';
import { Card } from '../../../ui/card.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { LegalText } from './legal-text.tsx';
import type { PendingDocument } from './pending-documents.ts';

/** What is new about one document, and its text. */
export function PendingDocumentCard({ pending }: { pending: PendingDocument }) {
  const { t } = useTranslation('terms');
  const { kind, document } = pending;
  return (
    <Card title={document?.title ?? t(`kind.${kind}`)}>
      <Change pending={pending} />
      {document ? (
        <details className="mt-3">
          <summary className="w-fit cursor-pointer rounded-sm font-medium text-accent-text">
            {t('pending.read')}
          </summary>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
          <div tabIndex={0} className="mt-3 max-h-96 overflow-y-auto rounded-lg border bg-sunken p-4">
            <LegalText source={document.body} lang={document.locale} />
          </div>
        </details>
      ) : (
        <Skeleton className="mt-3 w-1/2" />
      )}
    </Card>
  );
}

function Change({ pending: { version, before, document } }: { pending: PendingDocument }) {
  const { t } = useTranslation('terms');
  const format = useFormat();
  return (
    <ul className="list-disc space-y-1 pl-5 text-ink-muted">
      <li>
        {document
          ? t('pending.new_since', { version, date: format.date(document.published_at) })
          : t('pending.new', { version })}
      </li>
      <li>
        {before
          ? t('pending.before', { version: before.version, date: format.date(before.acceptedAt) })
          : t('pending.never')}
      </li>
    </ul>
  );
}

import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/use-format.ts';
import type { LegalDocument } from './terms-queries.ts';

export function DocumentHead({ document }: { document: LegalDocument }) {
  const { t } = useTranslation('terms');
  const format = useFormat();
  const { title, version, published_at: published, locale } = document;
  return (
    <div className="mb-4">
      <h2 lang={locale} className="text-xl font-semibold text-ink">
        {title}
      </h2>
      <p className="text-xs text-ink-muted">
        <time dateTime={published} title={format.exact(published)}>
          {t('version', { version, date: format.date(published) })}
        </time>
      </p>
    </div>
  );
}

import { textIn } from '@stepwell/engine';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../../lib/use-format.ts';
import { DefinitionList } from '../../../../ui/definition-list.tsx';
import { RelativeTime } from '../../../../ui/relative-time.tsx';
import type { FlowVersionDetail } from '../flow-queries.ts';
import { LiveBadges } from './live-badges.tsx';
import { PublishedBy } from './published-by.tsx';

export function VersionFacts({ version }: { version: FlowVersionDetail }) {
  const { t, i18n } = useTranslation('flow-versions');
  const format = useFormat();
  const { title, default_locale, locales } = version.definition;
  return (
    <DefinitionList
      items={[
        { label: t('fact.title'), value: textIn(title, i18n.language, default_locale) },
        { label: t('column.live_in'), value: <LiveBadges environments={version.live_in} /> },
        { label: t('column.journeys'), value: format.number(version.journeys) },
        { label: t('fact.languages'), value: locales.join(', ') },
        { label: t('fact.served_from'), value: <RelativeTime at={version.active_from} /> },
        {
          label: t('column.served_until'),
          value: version.active_to ? <RelativeTime at={version.active_to} /> : t('open_ended'),
        },
        {
          label: t('column.published'),
          value: (
            <span className="inline-flex flex-wrap items-center gap-x-2">
              <RelativeTime at={version.published_at} /> · <PublishedBy id={version.published_by} />
            </span>
          ),
        },
      ]}
    />
  );
}

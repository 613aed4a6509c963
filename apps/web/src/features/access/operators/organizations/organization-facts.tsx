import { useTranslation } from 'react-i18next';
import { LANGUAGES } from '../../../../lib/languages.ts';
import { useFormat } from '../../../../lib/use-format.ts';
import { CopyableId } from '../../../../ui/copyable-id.tsx';
import { DefinitionList } from '../../../../ui/definition-list.tsx';
import { RelativeTime } from '../../../../ui/relative-time.tsx';
import { Stat, StatRow } from '../../../../ui/stat.tsx';
import type { AnyOrganization } from '../console-queries.ts';

export function OrganizationFacts({ organization }: { organization: AnyOrganization }) {
  const { t } = useTranslation('operators');
  const format = useFormat();
  const { participants } = organization;
  const language = LANGUAGES.find(({ value }) => value === organization.default_locale)?.label;
  return (
    <>
      <StatRow>
        <Stat label={t('figures.members')} value={format.number(organization.members)} />
        <Stat label={t('figures.flows')} value={format.number(organization.flows)} />
        <Stat
          label={t('figures.participants')}
          value={format.number(participants.live)}
          detail={t('figures.in_test', { figure: format.number(participants.test) })}
        />
        <Stat label={t('figures.api_keys')} value={format.number(organization.api_keys)} />
      </StatRow>
      <DefinitionList
        items={[
          { label: t('column.slug'), value: <span className="font-mono text-xs break-all">{organization.slug}</span> },
          { label: t('fact.id'), value: <CopyableId id={organization.id} /> },
          { label: t('fact.language'), value: language ?? organization.default_locale },
          { label: t('fact.single_sign_on'), value: t(`single_sign_on.${organization.single_sign_on}`) },
          { label: t('fact.founded'), value: <RelativeTime at={organization.created_at} /> },
        ]}
      />
    </>
  );
}

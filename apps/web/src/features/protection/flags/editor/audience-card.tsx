import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../../../ui/card.tsx';
import { Field } from '../../../../ui/field.tsx';
import { ChipInput } from '../../../../ui/chip-input.tsx';
import { useDrafting, useProblemAt } from './editor-context.ts';
import { marketNames } from './market-names.ts';

const MOST_GROUPS = 50;
const MOST_MARKETS = 250;
const MAX_NAME_LENGTH = 100;

export function AudienceCard() {
  const { t } = useTranslation('flags');
  return (
    <Card title={t('rules.audience')}>
      <p className="mb-4 text-ink-muted">{t('rules.audience_lead')}</p>
      <div className="flex flex-col gap-4">
        <MarketsField />
        <div className="grid gap-4 sm:grid-cols-2">
          <GroupField group="plans" />
          <GroupField group="roles" />
        </div>
      </div>
    </Card>
  );
}

function MarketsField() {
  const { t, i18n } = useTranslation('flags');
  const { draft, edit } = useDrafting();
  const problemAt = useProblemAt();
  const names = useMemo(() => marketNames(i18n.language), [i18n.language]);
  const [unreadable, setUnreadable] = useState<string | null>(null);
  const unknown = unreadable === null ? undefined : t('rules.markets_unknown', { text: unreadable });
  return (
    <Field label={t('rules.markets')} error={unknown ?? problemAt('markets')}>
      {(control) => (
        <ChipInput
          control={control}
          values={draft.markets}
          onChange={(markets) => edit((known) => ({ ...known, markets }))}
          read={names.read}
          onUnreadable={setUnreadable}
          labelOf={names.nameOf}
          suggestions={names.all}
          placeholder={t('rules.markets_all')}
          most={MOST_MARKETS}
          maxLength={80}
        />
      )}
    </Field>
  );
}

/** Plans and roles are the tenant's own words. */
function GroupField({ group }: { group: 'plans' | 'roles' }) {
  const { t } = useTranslation('flags');
  const { draft, edit } = useDrafting();
  const problemAt = useProblemAt();
  return (
    <Field label={t(`rules.${group}`)} error={problemAt(group)} help={t('rules.list_help')}>
      {(control) => (
        <ChipInput
          control={control}
          values={draft[group]}
          onChange={(names) => edit((known) => ({ ...known, [group]: names }))}
          placeholder={t(`rules.${group}_all`)}
          most={MOST_GROUPS}
          maxLength={MAX_NAME_LENGTH}
        />
      )}
    </Field>
  );
}

import type { Subject } from '@stepwell/engine';
import { useTranslation } from 'react-i18next';
import { Select } from '../../../../../ui/select.tsx';
import { useEditor } from '../editor-context.ts';
import { useMarketOptions } from '../inputs/markets-property.tsx';
import { rolesNamedIn } from '../inputs/roles-property.tsx';

const NOBODY = '-';

/** Who walks: offered only where the flow treats people differently. */
export function SubjectChoice({ subject, onChange }: { subject: Subject; onChange: (subject: Subject) => void }) {
  const { t } = useTranslation('flow-editor');
  const { flow } = useEditor();
  const names = useMarketOptions();
  const roles = rolesNamedIn(flow);
  const markets = [...new Set([...flow.targeting.markets, ...flow.steps.flatMap((step) => step.markets)])].filter(
    (market) => market !== '*',
  );
  if (roles.length === 0 && markets.length === 0) return null;
  const nobody = (label: string) => ({ value: NOBODY, label });
  return (
    <div className="flex items-center gap-2">
      <span className="shrink-0 text-xs text-ink-muted">{t('preview.walk_as')}</span>
      {roles.length > 0 ? (
        <Select
          aria-label={t('preview.role')}
          value={subject.role ?? NOBODY}
          onChange={(role) => onChange({ ...subject, role: role === NOBODY ? null : role })}
          options={[nobody(t('preview.any_role')), ...roles.map((role) => ({ value: role, label: role }))]}
        />
      ) : null}
      {markets.length > 0 ? (
        <Select
          aria-label={t('preview.market')}
          value={subject.market ?? NOBODY}
          onChange={(market) => onChange({ ...subject, market: market === NOBODY ? null : market })}
          options={[
            nobody(t('preview.any_market')),
            ...names.filter((name) => markets.includes(name.value)).map(({ value, label }) => ({ value, label })),
          ]}
        />
      ) : null}
    </div>
  );
}

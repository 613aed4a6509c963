import type { Json } from '@stepwell/engine';
import { useTranslation } from 'react-i18next';
import { cn } from '../../../../lib/class-names.ts';
import type { ValueChange } from '../definition/value-changes.ts';
import { useMemberName } from './member-name.ts';
import { useValueText } from './value-text.ts';

/** Before and after, value by value. */
export function ChangeTable({ label, changes }: { label: string; changes: readonly ValueChange[] }) {
  const { t } = useTranslation('flow-versions');
  const nameOf = useMemberName();
  return (
    <table aria-label={label} className="w-full table-fixed border-t text-left max-sm:block">
      <thead className="max-sm:sr-only">
        <tr className="text-xs text-ink-muted">
          <th scope="col" className="w-1/4 px-3 py-1.5 font-medium">
            {t('diff.what')}
          </th>
          <th scope="col" className="px-3 py-1.5 font-medium">
            {t('diff.before')}
          </th>
          <th scope="col" className="px-3 py-1.5 font-medium">
            {t('diff.after')}
          </th>
        </tr>
      </thead>
      <tbody className="max-sm:block">
        {changes.map(({ path, before, after }) => (
          <tr key={path.join('/')} className="border-t align-top max-sm:block max-sm:p-2">
            <th scope="row" className="px-3 py-1.5 font-normal break-words text-ink-muted max-sm:block max-sm:px-1">
              {path.map(nameOf).join(' › ')}
            </th>
            <Value value={before} tone="before" />
            <Value value={after} tone="after" />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const TONES = { before: 'bg-bad-soft text-bad-text', after: 'bg-good-soft text-good-text' };

function Value({ value, tone }: { value: Json | undefined; tone: keyof typeof TONES }) {
  const { t } = useTranslation('flow-versions');
  const textOf = useValueText();
  const isNothing = value === undefined || value === null;
  return (
    <td className="px-3 py-1.5 max-sm:block max-sm:px-1">
      {isNothing ? (
        <span className="text-ink-faint">
          <span aria-hidden="true">–</span>
          <span className="sr-only">{t('diff.nothing')}</span>
        </span>
      ) : (
        <span
          className={cn(
            'block max-h-48 w-fit max-w-full overflow-y-auto rounded-sm px-1.5 py-0.5 break-words whitespace-pre-wrap',
            TONES[tone],
          )}
        >
          {textOf(value)}
        </span>
      )}
    </td>
  );
}

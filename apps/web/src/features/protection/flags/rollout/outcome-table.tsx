import { useTranslation } from 'react-i18next';
import { Percent } from '../../../../ui/percent.tsx';
import { useFormat } from '../../../../lib/use-format.ts';
import type { Rollout } from './rollout-queries.ts';

const SIDES = ['served', 'others'] as const;

/** How it went for those whom the flag serves, beside everybody else. */
export function OutcomeTable({ rollout }: { rollout: Rollout }) {
  const { t } = useTranslation('flags');
  const format = useFormat();
  const isLeft = rollout.state === 'stepped_back';
  return (
    <table className="w-full text-sm">
      <caption className="pb-1.5 text-left text-ink-muted">
        {t(isLeft ? 'staged.outcomes_left' : 'staged.outcomes')}
      </caption>
      <thead>
        <tr className="border-b text-xs text-ink-muted">
          <th scope="col" className="py-1 text-left font-medium">
            <span className="sr-only">{t('staged.side.label')}</span>
          </th>
          {(['succeeded', 'failed', 'share'] as const).map((column) => (
            <th key={column} scope="col" className="py-1 pl-2 text-right font-medium">
              {t(`staged.column.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {SIDES.map((side) => {
          const { succeeded, failed } = rollout.outcomes[side];
          const reported = succeeded + failed;
          return (
            <tr key={side} className="border-b last:border-b-0">
              <th scope="row" className="py-1.5 text-left font-normal text-ink">
                {t(`staged.side.${side}`)}
              </th>
              <td className="py-1.5 pl-2 text-right tabular-nums">{format.number(succeeded)}</td>
              <td className="py-1.5 pl-2 text-right tabular-nums">{format.number(failed)}</td>
              <td className="py-1.5 pl-2 text-right font-medium">
                <Percent share={reported === 0 ? null : failed / reported} />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

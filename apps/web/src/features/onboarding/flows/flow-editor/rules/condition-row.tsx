import type { Comparison } from '@stepwell/engine';
import { Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { factType, operatorsFor, withOperator } from '../../definition/facts.ts';
import { type RulePath, removeRule, replaceRule } from '../../definition/rules.ts';
import { FieldError } from '../../../../../ui/field.tsx';
import { IconButton } from '../../../../../ui/icon-button.tsx';
import { Select } from '../../../../../ui/select.tsx';
import { useEditor } from '../editor-context.ts';
import { useProblemAt } from '../inputs/property.tsx';
import { FactSelect } from './fact-select.tsx';
import { useRule } from './rule-context.ts';
import { ValueInput } from './value-input.tsx';

export interface ConditionRowProps {
  comparison: Comparison;
  at: RulePath;
  path: string;
}

/** One comparison: what, how, with which value. */
export function ConditionRow({ comparison, at, path }: ConditionRowProps) {
  const { t } = useTranslation('flow-editor');
  const { flow } = useEditor();
  const { root, set } = useRule();
  const problem = useProblemAt(path);
  const change = (next: Comparison, mark?: string) => set(replaceRule(root, at, next), mark);
  return (
    <div data-path={path} className="flex flex-col gap-1.5 rounded-lg border bg-surface p-2">
      <div className="flex items-start gap-2">
        <div className="grid min-w-0 flex-1 gap-2 @md:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
          <FactSelect comparison={comparison} onChange={change} />
          <Select
            aria-label={t('rule.operator')}
            value={comparison.op}
            onChange={(op) => change(withOperator(flow, comparison, op))}
            options={operatorsFor(factType(flow, comparison.fact)).map((op) => ({
              value: op,
              label: t(`operator.${op}`),
            }))}
          />
          <div className="@md:col-span-2">
            <ValueInput comparison={comparison} onChange={(next) => change(next, path)} />
          </div>
        </div>
        <IconButton
          label={t('rule.remove_condition')}
          icon={<Trash2 />}
          size="sm"
          className="disabled:hidden"
          onClick={() => set(removeRule(root, at))}
        />
      </div>
      {problem ? <FieldError>{problem}</FieldError> : null}
    </div>
  );
}

import type { Comparison, Rule } from '@stepwell/engine';
import { Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { addRule, groupDepth, MAX_DRAWN_DEPTH } from '../../definition/rules.ts';
import { Button } from '../../../../../ui/button.tsx';
import { Callout } from '../../../../../ui/callout.tsx';
import { CodeBlock } from '../../../../../ui/code-block.tsx';
import { ConditionRow } from './condition-row.tsx';
import { NEW_CONDITION, RuleContext, useRule } from './rule-context.ts';
import { RuleGroup } from './rule-group.tsx';

export interface RulePropertyProps {
  path: string;
  label: string;
  /** Says what holds without a rule. */
  always: string;
  rule: Rule | undefined;
  ownKey: string | null;
  onChange: (rule: Rule | undefined, mark?: string) => void;
}

export function RuleProperty({ path, label, always, rule, ownKey, onChange }: RulePropertyProps) {
  return (
    <fieldset data-path={path} className="flex min-w-0 flex-col gap-2">
      <legend className="mb-1.5 font-medium text-ink">{label}</legend>
      {rule ? (
        <RuleContext value={{ root: rule, set: onChange, ownKey }}>
          {groupDepth(rule) > MAX_DRAWN_DEPTH ? <DeepRule rule={rule} /> : <RootRule rule={rule} path={path} />}
        </RuleContext>
      ) : (
        <NoRule always={always} onAdd={() => onChange(NEW_CONDITION)} />
      )}
    </fieldset>
  );
}

function RootRule({ rule, path }: { rule: Rule; path: string }) {
  if ('fact' in rule) return <LoneCondition rule={rule} path={path} />;
  return <RuleGroup rule={rule} at={[]} path={path} />;
}

function LoneCondition({ rule, path }: { rule: Comparison; path: string }) {
  const { set } = useRule();
  return (
    <>
      <ConditionRow comparison={rule} at={[]} path={path} />
      <AddCondition onAdd={() => set(addRule(rule, [], NEW_CONDITION))} />
    </>
  );
}

function NoRule({ always, onAdd }: { always: string; onAdd: () => void }) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-2 rounded-lg border border-dashed border-line-strong px-3 py-2">
      <span className="text-ink-muted">{always}</span>
      <AddCondition onAdd={onAdd} />
    </div>
  );
}

function AddCondition({ onAdd }: { onAdd: () => void }) {
  const { t } = useTranslation('flow-editor');
  return (
    <Button size="sm" icon={<Plus />} className="self-start disabled:hidden" onClick={onAdd}>
      {t('rule.add_condition')}
    </Button>
  );
}

/** Too deep to be drawn so that it can be understood. */
function DeepRule({ rule }: { rule: Rule }) {
  const { t } = useTranslation('flow-editor');
  return (
    <>
      <Callout>{t('rule.too_deep', { count: MAX_DRAWN_DEPTH })}</Callout>
      <CodeBlock code={JSON.stringify(rule, null, 2)} title="JSON" />
    </>
  );
}

import type { Rule } from '@stepwell/engine';
import { Plus, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import {
  addRule,
  changeGroup,
  type GroupKind,
  groupKind,
  MAX_DRAWN_DEPTH,
  partsOf,
  type RulePath,
  removeRule,
} from '../../definition/rules.ts';
import { Button } from '../../../../../ui/button.tsx';
import { IconButton } from '../../../../../ui/icon-button.tsx';
import { Select } from '../../../../../ui/select.tsx';
import { ConditionRow } from './condition-row.tsx';
import { NEW_CONDITION, useRule } from './rule-context.ts';

export interface RulePartProps {
  rule: Rule;
  at: RulePath;
  /** Where the part stands in the definition. */
  path: string;
}

const KINDS: readonly GroupKind[] = ['all', 'any', 'not'];

export function RuleGroup({ rule, at, path }: RulePartProps) {
  const { t } = useTranslation('flow-editor');
  const { root, set } = useRule();
  const kind = groupKind(rule);
  if (!kind) return null;
  const depth = at.length + 1;
  return (
    <div className="flex flex-col gap-2 rounded-lg border bg-sunken p-2" role="group" aria-label={t(`rule.${kind}`)}>
      <div className="flex items-center gap-2">
        <Select
          aria-label={t('rule.group_kind')}
          value={kind}
          onChange={(next) => set(changeGroup(root, at, next))}
          options={KINDS.map((value) => ({ value, label: t(`rule.${value}`) }))}
          className="w-auto max-w-full min-w-40"
        />
        <IconButton
          label={t('rule.remove_group')}
          icon={<Trash2 />}
          size="sm"
          className="ml-auto disabled:hidden"
          onClick={() => set(removeRule(root, at))}
        />
      </div>
      {partsOf(rule).map((part, index) => (
        // A rule's parts have no name of their own: the place is the key.
        <RulePart key={`${at.join('.')}.${index}`} rule={part} at={[...at, index]} path={partPath(path, kind, index)} />
      ))}
      {kind === 'not' ? null : <GroupAdditions at={at} mayNest={depth < MAX_DRAWN_DEPTH} />}
    </div>
  );
}

function RulePart({ rule, at, path }: RulePartProps) {
  if ('fact' in rule) return <ConditionRow comparison={rule} at={at} path={path} />;
  return <RuleGroup rule={rule} at={at} path={path} />;
}

function GroupAdditions({ at, mayNest }: { at: RulePath; mayNest: boolean }) {
  const { t } = useTranslation('flow-editor');
  const { root, set } = useRule();
  return (
    <div className="flex flex-wrap gap-2">
      <Button
        size="sm"
        icon={<Plus />}
        className="disabled:hidden"
        onClick={() => set(addRule(root, at, NEW_CONDITION))}
      >
        {t('rule.add_condition')}
      </Button>
      {mayNest ? (
        <Button
          size="sm"
          variant="ghost"
          icon={<Plus />}
          className="disabled:hidden"
          onClick={() => set(addRule(root, at, { any: [NEW_CONDITION] }))}
        >
          {t('rule.add_group')}
        </Button>
      ) : null}
    </div>
  );
}

function partPath(path: string, kind: GroupKind, index: number): string {
  return kind === 'not' ? `${path}/not` : `${path}/${kind}/${index}`;
}

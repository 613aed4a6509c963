import { type Comparison, textIn } from '@stepwell/engine';
import { useTranslation } from 'react-i18next';
import { answerFacts, withFact } from '../../definition/facts.ts';
import { isStepKey } from '../../definition/keys.ts';
import { Input } from '../../../../../ui/input.tsx';
import { Select } from '../../../../../ui/select.tsx';
import { useEditor } from '../editor-context.ts';
import { useTypedValue } from '../inputs/use-typed-value.ts';
import { useRule } from './rule-context.ts';

const TRAIT = 'traits.';

export interface FactSelectProps {
  comparison: Comparison;
  onChange: (comparison: Comparison, mark?: string) => void;
}

/** What is compared. A trait has a name of the tenant's own. */
export function FactSelect({ comparison, onChange }: FactSelectProps) {
  const { t } = useTranslation('flow-editor');
  const { flow } = useEditor();
  const { fact } = comparison;
  const options = useFactOptions();
  const isTrait = fact.startsWith(TRAIT);
  const chosen = isTrait ? TRAIT : fact;
  const known = options.some((option) => option.value === chosen);
  return (
    <div className="flex min-w-0 flex-col gap-2">
      <Select
        aria-label={t('rule.fact')}
        value={chosen}
        onChange={(next) => onChange(withFact(flow, comparison, next === TRAIT ? `${TRAIT}plan` : next))}
        options={known ? options : [...options, { value: chosen, label: fact }]}
      />
      {isTrait ? <TraitName comparison={comparison} onChange={onChange} /> : null}
    </div>
  );
}

function useFactOptions() {
  const { t } = useTranslation('flow-editor');
  const { flow, locale } = useEditor();
  const { ownKey } = useRule();
  const say = (text: Parameters<typeof textIn>[0], key: string) => textIn(text, locale, flow.default_locale) || key;
  const answers = ownKey === null ? [] : answerFacts(flow, ownKey);
  return [
    { value: 'market', label: t('fact.market') },
    { value: 'role', label: t('fact.role') },
    { value: TRAIT, label: t('fact.trait') },
    ...answers.map(({ fact, stepKey, field }) => {
      const step = flow.steps.find((candidate) => candidate.key === stepKey);
      return { value: fact, label: `${say(step?.title ?? {}, stepKey)} › ${say(field.label, field.key)}` };
    }),
  ];
}

function TraitName({ comparison, onChange }: FactSelectProps) {
  const { t } = useTranslation('flow-editor');
  const typed = useTypedValue({
    value: comparison.fact.slice(TRAIT.length),
    write: (name) => name,
    read: (text) => (isStepKey(text) ? { value: text } : { error: t('input.step_key') }),
    onChange: (name) => onChange({ ...comparison, fact: TRAIT + name }),
    commit: 'leave',
  });
  return (
    <Input
      aria-label={t('fact.trait_name')}
      aria-invalid={typed.error ? true : undefined}
      title={typed.error}
      className="font-mono"
      spellCheck={false}
      maxLength={63}
      value={typed.text}
      onChange={(event) => typed.onType(event.target.value)}
      onBlur={typed.onLeave}
    />
  );
}

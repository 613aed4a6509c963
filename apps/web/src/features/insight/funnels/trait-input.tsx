import { useTranslation } from 'react-i18next';
import { useTypedText } from '../../../lib/use-typed-text.ts';
import { Input } from '../../../ui/input.tsx';
import { TRAIT } from './funnel-search.ts';

export interface TraitInputProps {
  id: string;
  value: string | undefined;
  onChange: (trait: string | undefined) => void;
}

/** `name:value`; asked with Enter or on leaving, because each question counts the whole log. */
export function TraitInput({ id, value, onChange }: TraitInputProps) {
  const { t } = useTranslation('funnels');
  const [text, setText] = useTypedText(value ?? '');
  const trimmed = text.trim();
  const bad = trimmed !== '' && !TRAIT.test(trimmed);
  const take = () => {
    if (!bad && trimmed !== (value ?? '')) onChange(trimmed || undefined);
  };
  return (
    <Input
      id={id}
      placeholder="plan:pro"
      autoComplete="off"
      spellCheck={false}
      maxLength={300}
      title={t('filter.trait_help')}
      aria-invalid={bad || undefined}
      value={text}
      onChange={({ target }) => setText(target.value)}
      onBlur={take}
      onKeyDown={({ key }) => {
        if (key === 'Enter') take();
      }}
    />
  );
}

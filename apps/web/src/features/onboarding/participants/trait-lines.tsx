import { Plus, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button.tsx';
import { FieldError } from '../../../ui/field.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { Input } from '../../../ui/input.tsx';
import type { TraitLine } from './participant-form.ts';

export interface TraitLinesProps {
  lines: TraitLine[];
  onChange: (lines: TraitLine[]) => void;
  badNames: string[];
}

/** Name and value pairs that flows and gates can ask about. */
export function TraitLines({ lines, onChange, badNames }: TraitLinesProps) {
  const { t } = useTranslation('participants');
  const add = () => onChange([...lines, { id: (lines.at(-1)?.id ?? 0) + 1, name: '', value: '' }]);
  const change = (id: number, part: Partial<TraitLine>) =>
    onChange(lines.map((line) => (line.id === id ? { ...line, ...part } : line)));
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1.5 font-medium text-ink">{t('traits.title')}</legend>
      {lines.map((line, index) => (
        <div key={line.id} className="flex gap-2">
          <Input
            aria-label={t('traits.name', { number: index + 1 })}
            aria-invalid={badNames.includes(line.name.trim()) || undefined}
            placeholder="plan"
            value={line.name}
            onChange={(event) => change(line.id, { name: event.target.value })}
          />
          <Input
            aria-label={t('traits.value', { number: index + 1 })}
            placeholder="pro"
            value={line.value}
            onChange={(event) => change(line.id, { value: event.target.value })}
          />
          <IconButton
            label={t('traits.remove', { number: index + 1 })}
            icon={<X />}
            onClick={() => onChange(lines.filter(({ id }) => id !== line.id))}
          />
        </div>
      ))}
      {badNames.length > 0 ? <FieldError>{t('traits.bad_name')}</FieldError> : null}
      <Button size="sm" icon={<Plus />} className="self-start" onClick={add}>
        {t('traits.add')}
      </Button>
    </fieldset>
  );
}

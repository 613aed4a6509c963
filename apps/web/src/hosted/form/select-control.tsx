import { usePage } from '../page-context.ts';
import { CONTROL } from './control-style.ts';
import type { ControlProps } from './question.tsx';
import { hintsOf } from './field-hints.ts';
import { optionAnswer, scalarText } from './field-values.ts';
import { Icon } from '../parts/icon.tsx';

/** The browser's own list: on phones nothing is easier to use. */
export function SelectControl({ id, field, answer, describedBy, isInvalid, onChange, onLeave }: ControlProps) {
  const { speech } = usePage();
  const value = scalarText(answer);
  return (
    <span className="relative block">
      <select
        id={id}
        value={value}
        required={field.required}
        autoComplete={hintsOf(field).autoComplete}
        aria-describedby={describedBy}
        aria-invalid={isInvalid || undefined}
        data-wrong={isInvalid || undefined}
        className={`${CONTROL} appearance-none truncate pr-11`}
        onChange={(event) => onChange(event.target.value === '' ? null : optionAnswer(field, event.target.value))}
        onBlur={onLeave}
      >
        <option value="">{field.placeholder ?? speech.say('form.choose')}</option>
        {field.options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      <Icon
        name="chevron-down"
        aria-hidden="true"
        className="pointer-events-none absolute top-1/2 right-3.5 size-5 -translate-y-1/2 text-sand-ink-muted"
      />
    </span>
  );
}

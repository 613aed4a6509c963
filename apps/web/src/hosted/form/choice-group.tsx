import type { Answer } from '../drafts/merge-answers.ts';
import { ChoiceLine } from './choice-line.tsx';
import { type ControlProps, Help, LabelWords } from './question.tsx';
import { optionAnswer, scalarText } from './field-values.ts';

/** One of several, or several of several. */
export function ChoiceGroup({ id, field, answer, describedBy, isInvalid, onChange, onLeave }: ControlProps) {
  const isMany = field.input === 'checkboxes';
  const chosen = isMany ? (Array.isArray(answer) ? answer : []) : [answer];
  const toggled = (value: Answer, isOn: boolean): Answer => {
    if (!isMany) return value;
    // In the form's order, whatever the order of ticking.
    const wanted = new Set([...chosen.map(scalarText), scalarText(value)]);
    if (!isOn) wanted.delete(scalarText(value));
    return field.options
      .map((option) => optionAnswer(field, option.value))
      .filter((item) => wanted.has(scalarText(item)));
  };
  return (
    <fieldset
      className="min-w-0"
      // Only a radio group may be called invalid as a whole; of several boxes each one is.
      role={isMany ? undefined : 'radiogroup'}
      aria-invalid={(!isMany && isInvalid) || undefined}
      aria-describedby={describedBy}
    >
      <legend className="block text-lg font-medium">
        <LabelWords field={field} />
      </legend>
      <Help id={id} field={field} />
      <div className="mt-2 space-y-2">
        {field.options.map((option, place) => {
          const value = optionAnswer(field, option.value);
          return (
            <ChoiceLine
              key={option.value}
              type={isMany ? 'checkbox' : 'radio'}
              id={place === 0 ? id : `${id}-${place}`}
              name={id}
              checked={chosen.some((item) => scalarText(item) === option.value)}
              required={!isMany && field.required}
              aria-invalid={(isMany && isInvalid) || undefined}
              data-wrong={isInvalid || undefined}
              onChange={(event) => onChange(toggled(value, event.target.checked))}
              onBlur={onLeave}
            >
              {option.label}
            </ChoiceLine>
          );
        })}
      </div>
    </fieldset>
  );
}

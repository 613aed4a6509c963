import type { FormField, Json } from '@stepwell/engine';
import { type ReactNode, useId } from 'react';
import { CHOICE, CONTROL } from './hosted-look.ts';
import { usePhone, useTexts } from './phone-context.ts';

export interface PreviewFieldProps {
  field: FormField;
  answer: Json | undefined;
  error: string | undefined;
  onChange: (answer: Json) => void;
}

export function PreviewField(props: PreviewFieldProps) {
  const { field, error } = props;
  const { words } = usePhone();
  const say = useTexts();
  const id = useId();
  const label = (
    <>
      {say(field.label) || field.key}
      {field.required ? null : <span className="font-normal text-sand-ink-muted"> ({words.optional})</span>}
    </>
  );
  return (
    <div>
      {questionOf(props, id, label, say(field.help))}
      {error ? <p className="mt-2 leading-snug text-bad-text">{error}</p> : null}
    </div>
  );
}

function questionOf(props: PreviewFieldProps, id: string, label: ReactNode, help: string): ReactNode {
  const { field, answer, onChange } = props;
  const helpLine = help ? <p className="mt-1 text-base text-sand-ink-muted">{help}</p> : null;
  if (field.input === 'checkbox') {
    return (
      <>
        <ChoiceLine type="checkbox" isChosen={answer === true} onChange={onChange}>
          {label}
        </ChoiceLine>
        {helpLine}
      </>
    );
  }
  if (field.input === 'radio' || field.input === 'checkboxes') {
    return (
      <fieldset className="min-w-0">
        <legend className="font-medium">{label}</legend>
        {helpLine}
        <Choices {...props} name={id} />
      </fieldset>
    );
  }
  return (
    <>
      <label htmlFor={id} className="block font-medium">
        {label}
      </label>
      {helpLine}
      <div className="mt-2">
        <Control {...props} id={id} />
      </div>
    </>
  );
}

function Choices({ field, answer, onChange, name }: PreviewFieldProps & { name: string }) {
  const say = useTexts();
  const isMany = field.input === 'checkboxes';
  const chosen: readonly Json[] = isMany && Array.isArray(answer) ? answer : [];
  const toggle = (value: string, isOn: boolean) => {
    if (!isMany) return onChange(value);
    onChange(isOn ? [...chosen, value] : chosen.filter((item) => item !== value));
  };
  return (
    <div className="mt-2 space-y-2">
      {(field.options ?? []).map(({ value, label }, index) => (
        <ChoiceLine
          key={index}
          type={isMany ? 'checkbox' : 'radio'}
          name={isMany ? undefined : name}
          isChosen={isMany ? chosen.includes(value) : answer === value}
          onChange={(isOn) => toggle(value, isOn)}
        >
          {say(label) || value}
        </ChoiceLine>
      ))}
    </div>
  );
}

interface ChoiceLineProps {
  type: 'checkbox' | 'radio';
  name?: string;
  isChosen: boolean;
  onChange: (isOn: boolean) => void;
  children: ReactNode;
}

function ChoiceLine({ type, name, isChosen, onChange, children }: ChoiceLineProps) {
  return (
    <label className={CHOICE}>
      <input
        type={type}
        name={name}
        checked={isChosen}
        onChange={(event) => onChange(event.target.checked)}
        className="mt-0.5 size-5 shrink-0 accent-accent-text"
      />
      <span className="min-w-0 flex-1">{children}</span>
    </label>
  );
}

function Control({ field, answer, error, onChange, id }: PreviewFieldProps & { id: string }) {
  const { words } = usePhone();
  const say = useTexts();
  const text =
    typeof answer === 'string' ? answer : answer === undefined || answer === null ? '' : JSON.stringify(answer);
  const common = { id, value: text, 'aria-invalid': error ? true : undefined, className: CONTROL } as const;
  if (field.input === 'select') {
    return (
      <select {...common} onChange={(event) => onChange(event.target.value)}>
        <option value="">{words.choose}</option>
        {(field.options ?? []).map(({ value, label }, index) => (
          <option key={index} value={value}>
            {say(label) || value}
          </option>
        ))}
      </select>
    );
  }
  const placeholder = say(field.placeholder) || undefined;
  if (field.input === 'textarea') {
    return (
      <textarea {...common} rows={4} placeholder={placeholder} onChange={(event) => onChange(event.target.value)} />
    );
  }
  const type = field.input === 'date' ? 'date' : 'text';
  return (
    <input
      {...common}
      type={type}
      autoComplete="off"
      placeholder={placeholder}
      onChange={(event) => onChange(field.input === 'number' ? numberOr(event.target.value) : event.target.value)}
    />
  );
}

/** What is typed when it is no number is left for the check to refuse. */
function numberOr(text: string): number | string {
  const bare = text.trim().replace(',', '.');
  return bare !== '' && Number.isFinite(Number(bare)) && !bare.endsWith('.') ? Number(bare) : text;
}

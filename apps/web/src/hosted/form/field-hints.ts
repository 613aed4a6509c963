import type { Field } from '../content.ts';

/** What tells a phone which keyboard to show and which of the person's own data to offer. */
export interface FieldHints {
  type: 'text' | 'email' | 'url' | 'tel' | 'date' | 'datetime-local';
  inputMode?: 'text' | 'email' | 'url' | 'tel' | 'numeric' | 'decimal';
  autoComplete: string;
  autoCapitalize?: 'none' | 'words' | 'sentences';
  spellCheck?: boolean;
}

/** Autofill tokens of the HTML standard by the words of a field's key, the more telling words first. */
const AUTOFILL: [RegExp, string][] = [
  [/(^|_)(first|given)_?name$/, 'given-name'],
  [/(^|_)(last|family|sur)_?name$/, 'family-name'],
  [/(^|_)(company|organi[sz]ation|business)(_name)?$/, 'organization'],
  [/(^|_)(user_?name|handle|nickname)$/, 'username'],
  [/^((full|legal|display|contact|your)_)?name$/, 'name'],
  [/(^|_)(date_of_birth|birth_?(date|day)|dob)$/, 'bday'],
  [/(^|_)(phone|mobile|telephone)(_number)?$/, 'tel'],
  [/(^|_)(street|address)(_line_?1)?$/, 'address-line1'],
  [/(^|_)address_line_?2$/, 'address-line2'],
  [/(^|_)(city|town)$/, 'address-level2'],
  [/(^|_)(state|region|province)$/, 'address-level1'],
  [/(^|_)(postal_?code|post_?code|zip(_?code)?)$/, 'postal-code'],
  [/(^|_)country(_code)?$/, 'country'],
  [/(^|_)job_title$/, 'organization-title'],
];

export function hintsOf(field: Pick<Field, 'key' | 'input' | 'schema'>): FieldHints {
  const autoComplete = autofillOf(field);
  switch (field.input) {
    case 'email':
      return { type: 'email', inputMode: 'email', autoComplete, autoCapitalize: 'none', spellCheck: false };
    case 'url':
      return { type: 'url', inputMode: 'url', autoComplete, autoCapitalize: 'none', spellCheck: false };
    case 'number':
      return { type: 'text', inputMode: numericKeyboard(field.schema), autoComplete };
    case 'date':
      return { type: field.schema.format === 'date-time' ? 'datetime-local' : 'date', autoComplete };
    default:
      return { ...textHints(autoComplete), autoComplete };
  }
}

function autofillOf({ key, input }: Pick<Field, 'key' | 'input'>): string {
  if (input === 'email') return 'email';
  if (input === 'url') return 'url';
  return AUTOFILL.find(([words]) => words.test(key))?.[1] ?? 'off';
}

/** A number that may be negative needs the whole keyboard: phones show no minus among the digits. */
function numericKeyboard({ type, minimum }: Field['schema']): 'numeric' | 'decimal' | 'text' {
  if (minimum === undefined || minimum < 0) return 'text';
  return type === 'integer' ? 'numeric' : 'decimal';
}

function textHints(autoComplete: string): Omit<FieldHints, 'autoComplete'> {
  if (autoComplete === 'tel') return { type: 'tel', inputMode: 'tel' };
  if (autoComplete === 'username') return { type: 'text', autoCapitalize: 'none', spellCheck: false };
  if (autoComplete.endsWith('name')) return { type: 'text', autoCapitalize: 'words', spellCheck: false };
  return { type: 'text' };
}

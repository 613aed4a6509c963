import type { FlowDefinition, FormField, GateDefinition, LocalizedText, StepDefinition } from '@stepwell/engine';

/** The text with one language set; a language whose text is emptied is left out. */
export function withText(text: LocalizedText | undefined, locale: string, value: string): LocalizedText {
  const others = Object.entries(text ?? {}).filter(([key]) => key !== locale);
  return Object.fromEntries(value === '' ? others : [...others, [locale, value]]);
}

/** As {@link withText}, for a text that need not be there: undefined once no language has any. */
export function withOptionalText(
  text: LocalizedText | undefined,
  locale: string,
  value: string,
): LocalizedText | undefined {
  const next = withText(text, locale, value);
  return Object.keys(next).length > 0 ? next : undefined;
}

/** The languages of the flow in which a text that is written in another one is missing. */
export function untranslatedIn(text: LocalizedText | undefined, locales: readonly string[]): string[] {
  const written = locales.filter((locale) => isWritten(text, locale));
  return written.length === 0 ? [] : locales.filter((locale) => !written.includes(locale));
}

/** How many texts of a step lack each language. */
export function untranslatedCounts(
  texts: readonly (LocalizedText | undefined)[],
  locales: readonly string[],
): Map<string, number> {
  const counts = new Map<string, number>();
  for (const locale of texts.flatMap((text) => untranslatedIn(text, locales))) {
    counts.set(locale, (counts.get(locale) ?? 0) + 1);
  }
  return counts;
}

export function textsOfStep(step: StepDefinition): (LocalizedText | undefined)[] {
  const head = [step.title, step.help];
  if (step.kind === 'info') return [...head, step.body];
  if (step.kind === 'terms') return [...head, step.document.body];
  return step.kind === 'form' ? [...head, ...step.fields.flatMap(textsOfField)] : head;
}

function textsOfField(field: FormField): (LocalizedText | undefined)[] {
  return [field.label, field.help, field.placeholder, ...(field.options ?? []).map((option) => option.label)];
}

export function textsOfFlow({ title, description }: FlowDefinition): (LocalizedText | undefined)[] {
  return [title, description];
}

export function textsOfGate({ title }: GateDefinition): (LocalizedText | undefined)[] {
  return [title];
}

function isWritten(text: LocalizedText | undefined, locale: string): boolean {
  return Boolean(text && Object.hasOwn(text, locale) && text[locale]?.trim());
}

import type { FlowDefinition, LocalizedText, StepDefinition } from './definition.ts';
import { type DefinitionProblem, problem } from './definition-problem.ts';
import { own } from './same-json.ts';

/** A text, where it stands, and whether it must be there. */
type Placed = readonly [path: string, text: LocalizedText | undefined, presence: 'needed' | 'optional'];

const LOCALE = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/;

/** Problems of the locales, and texts that the default locale lacks. An optional text may be absent or empty. */
export function checkTexts(definition: FlowDefinition): DefinitionProblem[] {
  const locale = definition.default_locale;
  const missing = textsOf(definition)
    .filter(([, text, presence]) => text && isMissing(text, locale, presence))
    .map(([path]) => problem('missing_text', path, `There is no text for the default locale ${locale}.`, { locale }));
  return [...checkLocales(definition), ...missing];
}

function checkLocales({ default_locale, locales }: FlowDefinition): DefinitionProblem[] {
  const malformed = locales.flatMap((locale, index) =>
    LOCALE.test(locale) ? [] : [problem('invalid_locale', `locales/${index}`, `${locale} is not a BCP 47 tag.`)],
  );
  if (locales.includes(default_locale)) return malformed;
  const message = `The default locale ${default_locale} is not among the flow's locales.`;
  return [...malformed, problem('unknown_locale', 'default_locale', message, { locale: default_locale })];
}

function isMissing(text: LocalizedText, locale: string, presence: 'needed' | 'optional'): boolean {
  const isBlank = (own(text, locale) ?? '').trim() === '';
  return isBlank && (presence === 'needed' || Object.values(text).some((value) => value.trim() !== ''));
}

function textsOf(definition: FlowDefinition): Placed[] {
  return [
    ['title', definition.title, 'needed'],
    ['description', definition.description, 'optional'],
    ...definition.steps.flatMap((step, index) => textsOfStep(step, `steps/${index}`)),
    ...definition.gates.map((gate, index): Placed => [`gates/${index}/title`, gate.title, 'needed']),
  ];
}

function textsOfStep(step: StepDefinition, path: string): Placed[] {
  const texts: Placed[] = [
    [`${path}/title`, step.title, 'needed'],
    [`${path}/help`, step.help, 'optional'],
  ];
  if (step.kind === 'info') texts.push([`${path}/body`, step.body, 'needed']);
  if (step.kind === 'terms') texts.push([`${path}/document/body`, step.document.body, 'needed']);
  return step.kind === 'form' ? [...texts, ...textsOfFields(step.fields, path)] : texts;
}

function textsOfFields(fields: Extract<StepDefinition, { kind: 'form' }>['fields'], path: string): Placed[] {
  return fields.flatMap((field, index): Placed[] => {
    const at = `${path}/fields/${index}`;
    return [
      [`${at}/label`, field.label, 'needed'],
      [`${at}/help`, field.help, 'optional'],
      [`${at}/placeholder`, field.placeholder, 'optional'],
      ...(field.options ?? []).map((option, place): Placed => [`${at}/options/${place}/label`, option.label, 'needed']),
    ];
  });
}

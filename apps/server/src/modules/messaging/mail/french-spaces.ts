const BEFORE_SIGN = / (?=[:;!?»])/g;
const AFTER_GUILLEMET = /(?<=«) /g;
const NO_BREAK = '\u00a0';

/** A French sentence whose spaces before : ; ! ? and inside « » do not break. What is inserted stays as it is. */
export function french(strings: TemplateStringsArray, ...values: readonly string[]): string {
  return strings.map((text, index) => bindSigns(text) + (values[index] ?? '')).join('');
}

function bindSigns(text: string): string {
  return text.replace(BEFORE_SIGN, NO_BREAK).replace(AFTER_GUILLEMET, NO_BREAK);
}

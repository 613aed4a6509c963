import type { FilledMail } from './render.ts';

/** The whole mail for readers without HTML. */
export function textOf({ brand, greeting, paragraphs, facts, button, notes, foot }: FilledMail): string {
  const blocks = [
    brand.name,
    greeting,
    ...paragraphs,
    facts.map(({ label, value }) => `${label} ${value}`).join('\n'),
    button ? `${button.label}\n${button.address}` : '',
    ...notes,
    `-- \n${foot}`,
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

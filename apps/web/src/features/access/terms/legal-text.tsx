import { Markdown, type MarkdownLook } from '../../../ui/markdown.tsx';

const LOOK: MarkdownLook = {
  heading: 'pt-3 text-lg font-semibold',
  list: 'space-y-1 marker:text-ink-faint',
  code: 'bg-sunken',
};

/** The text of a legal document. */
export function LegalText({ source, lang }: { source: string; lang: string }) {
  return <Markdown source={source} look={LOOK} lang={lang} className="space-y-3 text-base break-words text-ink" />;
}

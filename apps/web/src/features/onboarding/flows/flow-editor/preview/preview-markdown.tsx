import { Markdown, type MarkdownLook } from '../../../../../ui/markdown.tsx';

const LOOK: MarkdownLook = {
  heading: 'pt-2 text-xl font-semibold',
  list: 'space-y-1.5 marker:text-sand-ink-muted',
  code: 'bg-sand-deep',
};

/** A flow's text as the hosted pages draw it. */
export function PreviewMarkdown({ source }: { source: string }) {
  return <Markdown source={source} look={LOOK} headingAs="p" className="space-y-4" />;
}

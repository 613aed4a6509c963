import { Fragment, type ReactNode } from 'react';
import { type Block, type Inline, parseMarkdown } from '../lib/markdown.ts';

/** Classes of what differs from place to place. */
export interface MarkdownLook {
  heading: string;
  list: string;
  code: string;
}

export interface MarkdownProps {
  source: string;
  look: MarkdownLook;
  /** What a heading of the text is on the page: a paragraph where the page's own headings go on around it. */
  headingAs?: 'h3' | 'p';
  lang?: string;
  className?: string;
}

/** Draws the small Markdown that texts of flows and legal documents are written in. */
export function Markdown({ source, look, headingAs = 'h3', lang, className }: MarkdownProps) {
  // A text that does not change keeps its order: the place is the key.
  const blocks = parseMarkdown(source).map((block, place) => (
    <Fragment key={place}>{blockOf(block, look, headingAs)}</Fragment>
  ));
  return (
    <div lang={lang} className={className}>
      {blocks}
    </div>
  );
}

function blockOf(block: Block, look: MarkdownLook, Heading: 'h3' | 'p'): ReactNode {
  if (block.kind === 'heading') return <Heading className={look.heading}>{inlines(block.children, look)}</Heading>;
  if (block.kind === 'paragraph') return <p>{inlines(block.children, look)}</p>;
  const items = block.items.map((item, place) => <li key={place}>{inlines(item, look)}</li>);
  if (!block.isOrdered) return <ul className={`list-disc pl-6 ${look.list}`}>{items}</ul>;
  return (
    <ol start={block.start} className={`list-decimal pl-6 ${look.list}`}>
      {items}
    </ol>
  );
}

function inlines(pieces: Inline[], look: MarkdownLook): ReactNode {
  return pieces.map((piece, place) => <Fragment key={place}>{inlineOf(piece, look)}</Fragment>);
}

function inlineOf(piece: Inline, look: MarkdownLook): ReactNode {
  switch (piece.kind) {
    case 'text':
      return piece.text;
    case 'break':
      return <br />;
    case 'code':
      return <code className={`rounded-sm px-1 font-mono text-[0.9em] ${look.code}`}>{piece.text}</code>;
    case 'strong':
      return <strong className="font-semibold">{inlines(piece.children, look)}</strong>;
    case 'emphasis':
      return <em>{inlines(piece.children, look)}</em>;
    case 'link':
      return (
        <a href={piece.href} target="_blank" rel="noreferrer" className="text-accent-text underline">
          {inlines(piece.children, look)}
        </a>
      );
  }
}

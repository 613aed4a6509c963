import { Fragment, type ReactNode } from 'react';
import { type Block, type Inline, parseMarkdown } from '../../../lib/markdown.ts';

/** The text of a legal document. */
export function LegalText({ source, lang }: { source: string; lang: string }) {
  // A text that does not change keeps its order: the place is the key.
  const blocks = parseMarkdown(source).map((block, place) => <Fragment key={place}>{blockOf(block)}</Fragment>);
  return (
    <div lang={lang} className="space-y-3 text-base break-words text-ink">
      {blocks}
    </div>
  );
}

function blockOf(block: Block): ReactNode {
  if (block.kind === 'heading') return <h3 className="pt-3 text-lg font-semibold">{inlines(block.children)}</h3>;
  if (block.kind === 'paragraph') return <p>{inlines(block.children)}</p>;
  const items = block.items.map((item, place) => <li key={place}>{inlines(item)}</li>);
  const look = 'space-y-1 pl-6 marker:text-ink-faint';
  if (!block.isOrdered) return <ul className={`list-disc ${look}`}>{items}</ul>;
  return (
    <ol start={block.start} className={`list-decimal ${look}`}>
      {items}
    </ol>
  );
}

function inlines(pieces: Inline[]): ReactNode {
  return pieces.map((piece, place) => <Fragment key={place}>{inlineOf(piece)}</Fragment>);
}

function inlineOf(piece: Inline): ReactNode {
  switch (piece.kind) {
    case 'text':
      return piece.text;
    case 'break':
      return <br />;
    case 'code':
      return <code className="rounded-sm bg-sunken px-1 font-mono text-[0.9em]">{piece.text}</code>;
    case 'strong':
      return <strong className="font-semibold">{inlines(piece.children)}</strong>;
    case 'emphasis':
      return <em>{inlines(piece.children)}</em>;
    case 'link':
      return (
        <a href={piece.href} target="_blank" rel="noreferrer" className="text-accent-text underline">
          {inlines(piece.children)}
        </a>
      );
  }
}

import { Fragment, type ReactNode } from 'react';
import { NewTab } from '../parts/new-tab.tsx';
import { type Block, type Inline, parseMarkdown } from './parse.ts';

/** A flow's text. Built as elements, never as HTML text. */
export function Markdown({ source, className = '' }: { source: string; className?: string }) {
  // A text that does not change keeps its order: the place is the key.
  const blocks = parseMarkdown(source).map((block, place) => <Fragment key={place}>{blockOf(block)}</Fragment>);
  return <div className={`space-y-4 ${className}`}>{blocks}</div>;
}

function blockOf(block: Block): ReactNode {
  if (block.kind === 'heading') return <h2 className="pt-2 text-xl font-semibold">{inlines(block.children)}</h2>;
  if (block.kind === 'paragraph') return <p>{inlines(block.children)}</p>;
  const items = block.items.map((item, place) => (
    <li key={place} className="pl-1">
      {inlines(item)}
    </li>
  ));
  const look = 'space-y-1.5 pl-6 marker:text-sand-ink-muted';
  return block.isOrdered ? (
    <ol start={block.start} className={`list-decimal ${look}`}>
      {items}
    </ol>
  ) : (
    <ul className={`list-disc ${look}`}>{items}</ul>
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
      return <code className="rounded-sm bg-sand-deep px-1 py-0.5 font-mono text-[0.9em]">{piece.text}</code>;
    case 'strong':
      return <strong className="font-semibold">{inlines(piece.children)}</strong>;
    case 'emphasis':
      return <em>{inlines(piece.children)}</em>;
    case 'link':
      return <NewTab href={piece.href}>{inlines(piece.children)}</NewTab>;
  }
}

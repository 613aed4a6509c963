import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Block, type Inline, parseInline, parseMarkdown, safeHref } from './parse.ts';

const text = (words: string): Inline => ({ kind: 'text', text: words });

describe('blocks', () => {
  test('paragraphs end at an empty line; a single line break is a space', () => {
    expect(parseMarkdown('One\ntwo\n\nThree')).toEqual([
      { kind: 'paragraph', children: [text('One'), text(' '), text('two')] },
      { kind: 'paragraph', children: [text('Three')] },
    ]);
  });

  test('two spaces before a line break keep it', () => {
    expect(parseMarkdown('One  \ntwo')).toEqual([
      { kind: 'paragraph', children: [text('One'), { kind: 'break' }, text('two')] },
    ]);
  });

  test('a list may follow its paragraph without an empty line, and an item may go on in the next line', () => {
    expect(parseMarkdown('Bring:\n- a passport\n  or a card\n- a bill')).toEqual([
      { kind: 'paragraph', children: [text('Bring:')] },
      {
        kind: 'list',
        isOrdered: false,
        start: 1,
        items: [[text('a passport'), text(' '), text('or a card')], [text('a bill')]],
      },
    ]);
  });

  test('a numbered list keeps its first number', () => {
    expect(parseMarkdown('3. three\n4. four')).toEqual([
      { kind: 'list', isOrdered: true, start: 3, items: [[text('three')], [text('four')]] },
    ]);
  });

  test('headings of every level read as one', () => {
    expect(parseMarkdown('# Title\n### Part ##')).toEqual([
      { kind: 'heading', children: [text('Title')] },
      { kind: 'heading', children: [text('Part')] },
    ]);
  });

  test('lines of other systems are lines too', () => {
    expect(parseMarkdown('One\r\n\r\nTwo')).toHaveLength(2);
  });

  test('nothing is nothing', () => {
    expect(parseMarkdown('  \n\n \n')).toEqual([]);
  });
});

describe('within a line', () => {
  test('bold, italics and code', () => {
    expect(parseInline('a **b *c*** `d*e`')).toEqual([
      text('a '),
      { kind: 'strong', children: [text('b '), { kind: 'emphasis', children: [text('c')] }] },
      text(' '),
      { kind: 'code', text: 'd*e' },
    ]);
  });

  test('snake_case_words and 2 * 3 * 4 stay as they are', () => {
    for (const plain of ['snake_case_words', '2 * 3 * 4']) expect(parseInline(plain)).toEqual([text(plain)]);
  });

  test('a backslash takes the meaning from a mark', () => {
    expect(plainOf(parseInline('\\*not bold\\*'))).toBe('*not bold*');
  });

  test('links to the web, to mail and to telephones', () => {
    expect(parseInline('[our **rules**](https://a.example/r?x=1)')).toEqual([
      {
        kind: 'link',
        href: 'https://a.example/r?x=1',
        children: [text('our '), { kind: 'strong', children: [text('rules')] }],
      },
    ]);
    expect(safeHref('mailto:help@a.example')).toBe('mailto:help@a.example');
    expect(safeHref('tel:+33123456789')).toBe('tel:+33123456789');
  });

  test.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'data:text/html,x',
    '//evil.example',
    '/relative',
    'vbscript:x',
    'http://',
  ])('never to %s', (href) => {
    expect(safeHref(href)).toBeNull();
    expect(parseInline(`[x](${href})`).some((piece) => piece.kind === 'link')).toBe(false);
  });

  test('HTML is text', () => {
    const html = '<img src=x onerror=alert(1)>';
    expect(parseMarkdown(html)).toEqual([{ kind: 'paragraph', children: [text(html)] }]);
  });
});

const settings = { seed: 20_261, numRuns: 300 };
const noisy = fc.string({
  unit: fc.constantFrom('*', '_', '`', '[', ']', '(', ')', '\\', '#', '-', ' ', '\n', 'a', '1', '.'),
});

describe('for any text', () => {
  test('text without marks comes out whole', () => {
    const plain = fc.stringMatching(/^[A-Za-zàéœ ,;:]{1,60}$/).filter((words) => words.trim() !== '');
    fc.assert(
      fc.property(plain, (words) => {
        expect(parseMarkdown(words).map(plainOfBlock).join('')).toBe(words.trim());
      }),
      settings,
    );
  });

  test('no letter is lost or made up', () => {
    const letters = (words: string) => words.replace(/[^a]/g, '');
    fc.assert(
      fc.property(noisy, (words) => {
        const shown = parseMarkdown(words).map(plainOfBlock).join('');
        expect(letters(shown).length).toBeLessThanOrEqual(letters(words).length);
      }),
      settings,
    );
  });

  test('long hostile text is read in good time', () => {
    for (const part of ['**', '[', '_a', '*a ', '`', '\\', '](', '- ', ' \n']) {
      const startedMs = performance.now();
      parseMarkdown(part.repeat(50_000 / part.length));
      expect(performance.now() - startedMs, JSON.stringify(part)).toBeLessThan(2_000);
    }
  });
});

function plainOfBlock(block: Block): string {
  return block.kind === 'list' ? block.items.map(plainOf).join('') : plainOf(block.children);
}

function plainOf(pieces: Inline[]): string {
  return pieces
    .map((piece) => ('children' in piece ? plainOf(piece.children) : piece.kind === 'break' ? '\n' : piece.text))
    .join('');
}

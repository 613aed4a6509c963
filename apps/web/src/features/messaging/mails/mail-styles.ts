export interface PartedMail {
  /** With `data-style` in place of `style`, and without style elements. */
  html: string;
  sheets: string[];
}

const STYLE_ELEMENT = /<style\b[^>]*>([\s\S]*?)<\/style>/gi;
const STYLE_ATTRIBUTE = /(<[a-z][^<>]*?\s)style=/gi;

/**
 * Parts a mail from its styles. The page's content security policy holds in the frame too and forbids styles in the
 * text; set one by one afterwards they are allowed, because nobody can inject them.
 */
export function partStyles(html: string): PartedMail {
  const sheets = [...html.matchAll(STYLE_ELEMENT)].map(([, css]) => css ?? '');
  return { html: html.replace(STYLE_ELEMENT, '').replace(STYLE_ATTRIBUTE, '$1data-style='), sheets };
}

/** Puts the styles back, into the document that the parted mail became. */
export function applyStyles(page: Document, sheets: readonly string[]) {
  for (const element of page.querySelectorAll<HTMLElement>('[data-style]')) {
    element.style.cssText = element.dataset['style'] ?? '';
  }
  const { defaultView: view } = page;
  if (!view) return;
  page.adoptedStyleSheets = sheets.map((css) => {
    // A sheet belongs to the document it was made for.
    const sheet = new view.CSSStyleSheet();
    sheet.replaceSync(css);
    return sheet;
  });
}

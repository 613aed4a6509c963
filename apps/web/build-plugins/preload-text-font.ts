import type { HtmlTagDescriptor, Plugin } from 'vite';

/** Preloads the Latin subset of the text face, so that text does not shift when the face arrives. */
export function preloadTextFont(): Plugin {
  return {
    name: 'stepwell:preload-text-font',
    apply: 'build',
    transformIndexHtml(_html, context) {
      const font = Object.keys(context.bundle ?? {}).find((file) => /inter-latin-wght-normal.*\.woff2$/.test(file));
      if (!font) throw new Error('The Latin subset of Inter is missing from the bundle.');
      const attrs = { rel: 'preload', as: 'font', type: 'font/woff2', crossorigin: true, href: `/${font}` };
      return [{ tag: 'link', attrs, injectTo: 'head' } satisfies HtmlTagDescriptor];
    },
  };
}

import type { Plugin } from 'vite';

interface Patch {
  file: RegExp;
  find: RegExp;
  replace: string;
}

/** Places where a dependency writes a <style> element, which `style-src 'self'` refuses. */
const PATCHES: Patch[] = [
  // Sonner's rules are imported as a file by ui/toaster.
  { file: /sonner\/dist\/index\.mjs/, find: /^__insertCSS\(.*\);?$/m, replace: '' },
  // Only hides the scrollbar of the list, which ui/select keeps.
  {
    file: /@radix-ui\/react-select\/dist\/index\.mjs/,
    find: /jsx\(\s*"style",\s*\{[\s\S]*?nonce\s*\}\s*\)/,
    replace: 'null',
  },
];

/**
 * Makes the bundle run under `script-src 'self'; style-src 'self'` with no nonce.
 *
 * @param adoptedStyle module that replaces `react-style-singleton` with a constructed style sheet
 * @throws when a patched dependency changed, so that an upgrade cannot silently bring the element back
 */
export function strictCsp(adoptedStyle: string): Plugin {
  return {
    name: 'stepwell:strict-csp',
    enforce: 'pre',
    config: () => ({ resolve: { alias: { 'react-style-singleton': adoptedStyle } } }),
    transform(code, id) {
      const patch = PATCHES.find(({ file }) => file.test(id));
      if (!patch) return null;
      if (!patch.find.test(code)) this.error(`strict-csp: the style element was not found in ${id}`);
      return { code: code.replace(patch.find, patch.replace), map: null };
    },
  };
}

import { fileURLToPath } from 'node:url';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { preloadTextFont } from './build-plugins/preload-text-font.ts';
import { strictCsp } from './build-plugins/strict-csp.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Libraries that change seldom, in few files that stay in the browser's cache over an upgrade. */
const CHUNKS = [
  { name: 'react', test: /node_modules\/(react|react-dom|scheduler)\//, priority: 3 },
  { name: 'texts', test: /node_modules\/(i18next|react-i18next)\//, priority: 2 },
  { name: 'classes', test: /node_modules\/(clsx|tailwind-merge|class-variance-authority)\//, priority: 2 },
  { name: 'router', test: /node_modules\/react-router\//, priority: 2 },
  { name: 'query', test: /node_modules\/@tanstack\/(react-query|query-core)\//, priority: 2 },
  { name: 'icons', test: /lucide-react/, minShareCount: 4, priority: 2 },
];

export default defineConfig({
  root: here('.'),
  base: '/',
  appType: 'spa',
  // The server puts the nonce of each answer in its place.
  html: { cspNonce: '__CSP_NONCE__' },
  plugins: [react(), tailwindcss(), strictCsp(here('./src/lib/adopted-style.ts')), preloadTextFont()],
  build: {
    outDir: here('./dist'),
    emptyOutDir: true,
    manifest: true,
    target: 'es2023',
    // The content security policy forbids data: URLs for fonts and scripts.
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: { codeSplitting: { groups: CHUNKS } },
      input: { dashboard: here('./index.html'), hosted: here('./hosted.html') },
    },
  },
});

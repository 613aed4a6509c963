import { expect, it } from 'vitest';
import { type Manifest, weigh } from './bundle-weight.ts';

const manifest: Manifest = {
  'index.html': { file: 'dashboard.js', imports: ['_react.js', '_base.js'] },
  'hosted.html': { file: 'hosted.js', imports: ['_react.js', '_base.js'] },
  '_react.js': { file: 'react.js' },
  '_base.js': { file: 'base.js', css: ['base.css'], imports: ['_react.js'] },
  '_chart.js': { file: 'chart.js', imports: ['_react.js'] },
  'src/features/funnel.tsx': {
    file: 'funnel.js',
    src: 'src/features/funnel.tsx',
    isDynamicEntry: true,
    imports: ['_chart.js', '_base.js'],
  },
  'src/hosted/locales/en.json': { file: 'en.js', src: 'src/hosted/locales/en.json', isDynamicEntry: true },
  'src/hosted/locales/fr.json': { file: 'fr.js', src: 'src/hosted/locales/fr.json', isDynamicEntry: true },
};
const sizes: Record<string, number> = {
  'dashboard.js': 1_000,
  'hosted.js': 200,
  'react.js': 30,
  'base.js': 4,
  'base.css': 7,
  'chart.js': 600,
  'funnel.js': 50,
  'en.js': 11,
  'fr.js': 13,
};

it('counts each file once, a route without what is there already, and one language for the hosted flow', () => {
  const weights = weigh(manifest, (file) => sizes[file] ?? Number.NaN);
  expect(Object.fromEntries(weights.map(({ what, bytes }) => [what, bytes]))).toEqual({
    'dashboard, main JS': 1_034,
    'dashboard, CSS': 7,
    'hosted flow, first load JS': 247,
    'hosted flow, CSS': 7,
    'route src/features/funnel.tsx': 650,
  });
});

it('refuses a build without one of the two pages', () => {
  expect(() => weigh({ 'index.html': { file: 'dashboard.js' } }, () => 1)).toThrow('the build has no hosted.html');
});

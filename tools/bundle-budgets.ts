/** Weighs the built web application against its budgets, and fails when one is broken. Build it first: npm run build. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { type Manifest, weigh } from './bundle-weight.ts';

const dist = fileURLToPath(new URL('../apps/web/dist/', import.meta.url));
const manifest = JSON.parse(readFileSync(`${dist}.vite/manifest.json`, 'utf8')) as Manifest;
const weights = weigh(manifest, (file) => gzipSync(readFileSync(dist + file), { level: 9 }).length);

for (const { what, bytes, budget } of weights) {
  const over = bytes > budget ? '  OVER BUDGET' : '';
  console.log(`${kilobytes(bytes)} of ${kilobytes(budget)} KB  ${what}${over}`);
}
process.exitCode = weights.some(({ bytes, budget }) => bytes > budget) ? 1 : 0;

function kilobytes(bytes: number): string {
  return (bytes / 1_000).toFixed(1).padStart(6);
}

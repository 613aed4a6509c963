/** Stepwell's own HTTP server over a given database, as `serve --only api` puts it together, with raised limits. */
import { mountPages } from '../../apps/server/src/platform/http/index.ts';
import { openApplication } from '../rig/ground.ts';
import { serveParent, setting } from './serve.ts';

const { application, close } = await openApplication(setting('BENCH_DATABASE_URL'));
const http = await application.http();
// The pages put their headers on every reply, so they belong to what is measured.
await mountPages(http, { webDir: '/nonexistent', openApiJson: '{}' });
await serveParent(http, close);

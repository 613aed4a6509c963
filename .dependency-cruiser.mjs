/**
 * Who may import whom. Each rule is proved by a seed in tools/boundaries/seeds that breaks it and nothing else.
 *
 * dependency-cruiser does not read TypeScript 7 yet, so tools/boundaries/cruise.ts hands it the imports of each file and
 * nothing else, in a tree of the same names: `import` for values, `export … from` for types alone, `import()` as it was.
 */

const ROOM = '^apps/server/src/modules/([^/]+)/([^/]+)/';
const SAME_ROOM = '^apps/server/src/modules/$1/$2/';
const ANY_ROOM = '^apps/server/src/modules/[^/]+/[^/]+/';
const FEATURE = '^apps/web/src/features/([^/]+)/([^/]+)/';
const TEST = '\\.test\\.tsx?$';
const TEST_GROUND = [TEST, '/testing/', '^e2e/', '^bench/', '^tools/scan/', '(^|/)vitest\\.config\\.ts$'];
const FASTIFY = '^(fastify|fastify-plugin|@fastify/.+)$';
const HTTP_CLIENTS = '^(undici|node:https?|https?|node:http2|http2|axios|got|ky|node-fetch)(/|$)';
const SQL_LIBRARIES = '^(pg|pg-[^/]+|kysely)(/|$)';

export default {
  forbidden: [
    {
      name: 'rooms-meet-at-the-door',
      comment: 'A room knows another room only by its index.ts.',
      severity: 'error',
      from: { path: ROOM },
      to: { path: ANY_ROOM, pathNot: [SAME_ROOM, `${ANY_ROOM}index\\.ts$`] },
    },
    {
      name: 'outsiders-enter-at-the-door',
      comment: 'Outside the rooms, index.ts is the door; main also puts module.ts and errors.ts together.',
      severity: 'error',
      // What is measured is measured inside a room; pgbench is given the very statement that it is compared with.
      from: { pathNot: ['^apps/server/src/modules/', '^bench/'] },
      to: { path: ANY_ROOM, pathNot: `${ANY_ROOM}(index|module|errors)\\.ts$` },
    },
    {
      name: 'only-main-composes',
      comment: 'module.ts and errors.ts are for composing; tests and tools get composed rooms from main or testing.',
      severity: 'error',
      from: { pathNot: ['^apps/server/src/main/', '^apps/server/src/testing/', ANY_ROOM] },
      to: { path: `${ANY_ROOM}(module|errors)\\.ts$` },
    },
    {
      name: 'platform-knows-no-module',
      comment: 'The platform carries the rooms and knows none of them.',
      severity: 'error',
      from: { path: '^apps/server/src/platform/', pathNot: TEST },
      to: { path: '^apps/server/src/(modules|main)/' },
    },
    {
      name: 'nobody-imports-main',
      comment: 'main knows everything, so nothing of the server may know main.',
      severity: 'error',
      from: { path: '^apps/server/src/modules/', pathNot: TEST },
      to: { path: '^apps/server/src/main/' },
    },
    {
      name: 'routes-and-jobs-ask-the-service',
      comment: 'Routes and jobs reach data through a service, where the rules are.',
      severity: 'error',
      from: { path: '^apps/server/src/modules/.+[/-](routes|jobs)\\.ts$' },
      to: { path: '(^|[/-])repository\\.ts$' },
    },
    {
      name: 'fastify-stays-in-http',
      comment: 'HTTP belongs to platform/http and routes; everything else runs without a server.',
      severity: 'error',
      from: {
        path: '^(apps|packages)/',
        pathNot: ['^apps/server/src/platform/http/', '^apps/server/src/modules/.+[/-]routes\\.ts$'],
      },
      to: { path: FASTIFY },
    },
    {
      name: 'calls-leave-through-outbound',
      comment:
        'What the server calls over HTTP goes through platform/outbound: its guard, times, tries, circuits and counters. SMTP ' +
        '(nodemailer) and DNS (node:dns) are protocols of their own and stay where they are spoken. What the server answers ' +
        'itself on a connection that broke names its statuses as node:http does.',
      severity: 'error',
      from: {
        path: '^apps/server/src/',
        pathNot: [
          '^apps/server/src/platform/outbound/',
          '^apps/server/src/platform/http/connections[.]ts$',
          ...TEST_GROUND,
        ],
      },
      to: { path: HTTP_CLIENTS },
    },
    {
      name: 'sql-libraries-stay-home',
      comment: 'Drivers and query builders belong to the database platform and to files that hold SQL.',
      severity: 'error',
      from: {
        path: '^(apps|packages)/',
        pathNot: ['^apps/server/src/platform/database/', '/(repository|read-model)\\.ts$', ...TEST_GROUND],
      },
      to: { path: SQL_LIBRARIES },
    },
    {
      name: 'engine-stands-alone',
      comment: 'The engine is pure: no package, no Node module, nothing of ours.',
      severity: 'error',
      from: { path: '^packages/engine/', pathNot: [TEST, '^packages/engine/src/testing/'] },
      to: { pathNot: '^packages/engine/' },
    },
    {
      name: 'packages-know-no-app',
      comment: 'What tenants install knows neither the server nor the web application.',
      severity: 'error',
      from: { path: '^packages/' },
      to: { path: '^(apps/|@stepwell/(server|web)(/|$))' },
    },
    {
      name: 'only-tests-import-testing',
      comment: 'Builders and doubles never reach production code.',
      severity: 'error',
      from: { pathNot: TEST_GROUND },
      to: { path: '/testing/' },
    },
    {
      name: 'nobody-imports-a-test',
      comment: 'What two tests share lives in testing/.',
      severity: 'error',
      from: {},
      to: { path: TEST },
    },
    {
      name: 'server-and-web-share-packages-only',
      comment: 'Server and web meet in packages/contract.',
      severity: 'error',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'web-lib-is-the-ground',
      comment: 'lib carries all layers of the web and knows none of them.',
      severity: 'error',
      from: { path: '^apps/web/src/lib/' },
      to: { path: '^apps/web/src/(ui|features|app|hosted)/' },
    },
    {
      name: 'web-ui-stands-on-lib',
      comment: 'ui draws; it knows no feature.',
      severity: 'error',
      from: { path: '^apps/web/src/ui/' },
      to: { path: '^apps/web/src/(features|app|hosted)/' },
    },
    {
      name: 'web-features-know-no-app',
      comment: 'Features are mounted by app and know nothing above them.',
      severity: 'error',
      from: { path: '^apps/web/src/features/' },
      to: { path: '^apps/web/src/(app|hosted)/' },
    },
    {
      name: 'web-features-meet-at-the-door',
      comment: 'A feature knows another feature only by its index.ts.',
      severity: 'error',
      from: { path: FEATURE },
      to: {
        path: '^apps/web/src/features/',
        pathNot: ['^apps/web/src/features/$1/$2/', '^apps/web/src/features/[^/]+/[^/]+/index\\.tsx?$'],
      },
    },
    {
      name: 'hosted-flow-is-on-its-own',
      comment: 'The hosted flow is small for phones: it shares ui and lib with the dashboard and nothing else.',
      severity: 'error',
      from: { path: '^apps/web/src/hosted/' },
      to: { path: '^apps/web/src/(app|features)/' },
    },
    {
      name: 'dashboard-knows-no-hosted',
      comment: 'And the dashboard does not reach into the hosted flow.',
      severity: 'error',
      from: { path: '^apps/web/src/app/' },
      to: { path: '^apps/web/src/hosted/' },
    },
    {
      name: 'no-cycles',
      comment:
        'No file needs itself to be loaded. Circles of types, or through a part that is fetched later, may stay in a room.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['export', 'dynamic-import'] } },
    },
  ],
};

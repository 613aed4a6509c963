import { describe, expect, it } from 'vitest';
import { commonErrors, OutsideFailure } from '../../../platform/errors/index.ts';
import { framesOf } from './frames.ts';
import { occurrenceOf } from './occurrence.ts';

const place = 'GET /api/v1/flows/{key}';
const seen = (error: unknown, more: { isBackground?: boolean; place?: string } = {}) =>
  occurrenceOf({ error, place, correlationId: 'c-1', ...more });

function failing(message: string, stack: readonly string[] = []): Error {
  const error = new TypeError(message);
  error.stack = [`TypeError: ${message}`, ...stack].join('\n');
  return error;
}
const root = '/srv/apps/stepwell';
const STACK = [
  `    at findFlow (${root}/apps/server/src/modules/onboarding/flows/service.ts:40:11)`,
  `    at async Object.handle (file://${root}/apps/server/src/modules/onboarding/flows/routes.ts:12:5)`,
  `    at async Client.query (${root}/node_modules/pg/lib/client.js:9:1)`,
  '    at process.processTicksAndRejections (node:internal/process/task_queues:105:5)',
];

describe('where it was thrown', () => {
  it('is told in paths of this repository, without what is not ours', () => {
    expect(framesOf(failing('x', STACK))).toEqual([
      'findFlow (apps/server/src/modules/onboarding/flows/service.ts):40',
      'Object.handle (apps/server/src/modules/onboarding/flows/routes.ts):12',
    ]);
  });

  it('is told in packages where nothing of it is ours', () => {
    expect(framesOf(failing('x', STACK.slice(2)))).toEqual(['Client.query (pg)']);
    expect(framesOf(failing('x', [`    at go (${root}/node_modules/@scope/kit/packages/a.js:1:1)`]))).toEqual([
      'go (@scope/kit)',
    ]);
  });

  it('is not taken from a message that looks like it', () => {
    const forged = failing('bad\n    at ines (/apps/server/src/ines@atelier.example.ts:1:1)', STACK.slice(0, 1));
    expect(framesOf(forged)).toEqual(['findFlow (apps/server/src/modules/onboarding/flows/service.ts):40']);
  });

  it('is told of who refused, not of what makes refusals', () => {
    const refused = commonErrors.internal_error();
    expect(framesOf(refused)[0]).toContain('occurrence.test.ts');
    expect(seen(refused)?.title).toBe('Something went wrong on our side. The correlation id finds it in the logs.');
  });

  it('is told of a real error of this very file', () => {
    expect(framesOf(new Error('here'))[0]).toMatch(
      /\(apps\/server\/src\/modules\/operations\/error-groups\/occurrence\.test\.ts\):\d+$/,
    );
    expect(framesOf('thrown')).toEqual([]);
  });
});

describe('what is counted', () => {
  it('is a fault of ours and what others do not answer', () => {
    expect(seen(failing('x'))).toMatchObject({ code: 'internal_error', category: 'system', severity: 'high', place });
    expect(seen(new OutsideFailure('database', 'gone'))).toMatchObject({
      code: 'database_unavailable',
      severity: 'critical',
    });
    expect(seen(new OutsideFailure('external_service', 'down'))).toMatchObject({ severity: 'medium' });
    expect(seen('thrown')).toMatchObject({ title: 'Something was thrown that is no error' });
  });

  it.each(['not_found', 'validation_failed', 'permission_denied', 'rate_limited', 'not_signed_in'] as const)(
    'is not that a caller was refused: %s',
    (code) => {
      expect(seen(commonErrors[code]())).toBeUndefined();
    },
  );

  it('is judged by what the caller was told, where the error itself does not say', () => {
    const odd = Object.assign(failing('Unexpected token'), { statusCode: 400 });
    const told = commonErrors.malformed_body();
    expect(occurrenceOf({ error: odd, refusal: told, place, correlationId: null })).toBeUndefined();
    expect(occurrenceOf({ error: odd, place, correlationId: null })).toMatchObject({ code: 'internal_error' });
  });

  it('is everything that fails in the background', () => {
    expect(seen(commonErrors.not_found(), { isBackground: true })).toMatchObject({ severity: 'medium' });
    expect(seen(failing('x'), { isBackground: true })).toMatchObject({ severity: 'high' });
  });
});

describe('two occurrences', () => {
  const print = (error: unknown, where = place) => seen(error, { place: where })?.fingerprint;
  const moved = STACK.map((line) => line.replace(':40:11', ':44:9'));

  it('are the same where only values and lines differ', () => {
    expect(print(failing('no row 17', STACK))).toBe(print(failing('no row 18', moved)));
    expect(print(failing('no row 17', STACK))).toMatch(/^[0-9a-f]{32}$/);
  });

  it('are two where the place, the error or the way to it differ', () => {
    const one = print(failing('x', STACK));
    const others = [
      print(failing('x', STACK), 'GET /api/v1/other'),
      print(failing('x', STACK.slice(1))),
      print(Object.assign(failing('x', STACK), { name: 'RangeError' })),
      print(Object.assign(failing('x', STACK), { code: '40P01' })),
    ];
    expect(new Set([one, ...others]).size).toBe(5);
  });

  it('tell nothing of whom it happened to', () => {
    const error = failing('no account of ines@atelier.example (id 4711) at 10.1.2.3', STACK);
    expect(JSON.stringify(seen(error))).not.toMatch(/ines|4711|10\.1|srv/);
  });
});

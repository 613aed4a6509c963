import { describe, expect, it } from 'vitest';
import { commonErrors, OutsideFailure, refusalFor } from './index.ts';

const failing = (code: string, more: object = {}) =>
  Object.assign(new Error('host 10.0.0.7 of ines@atelier.example'), { code, ...more });

describe('what others throw', () => {
  it.each([
    [
      'a refused connection to the database',
      new OutsideFailure('database', 'gone'),
      'database_unavailable',
      'database',
      'critical',
    ],
    ['a database that is going down', failing('57P01'), 'database_unavailable', 'database', 'critical'],
    ['a broken connection, said by SQL', failing('08006'), 'database_unavailable', 'database', 'critical'],
    ['too many connections', failing('53300'), 'database_unavailable', 'database', 'critical'],
    ['a full disk', failing('53100'), 'database_unavailable', 'database', 'critical'],
    ['a standby', failing('25006'), 'database_unavailable', 'database', 'critical'],
    ['a deadlock', failing('40P01'), 'database_busy', 'database', 'medium'],
    ['a statement out of time', failing('57014'), 'database_busy', 'database', 'medium'],
    ['a broken constraint', failing('23505'), 'internal_error', 'database', 'high'],
    ['a mistake in SQL', failing('42P01'), 'internal_error', 'database', 'high'],
    ['U+0000 in a text', failing('22P05'), 'validation_failed', 'validation', 'low'],
    ['a refused connection to somebody', failing('ECONNREFUSED'), 'connection_failed', 'network', 'medium'],
    ['a pipe of five letters', failing('EPIPE'), 'connection_failed', 'network', 'medium'],
    ['a name that nobody knows', failing('ENOTFOUND'), 'connection_failed', 'network', 'medium'],
    ['undici', failing('UND_ERR_SOCKET'), 'connection_failed', 'network', 'medium'],
    ['a call out of time', new DOMException('too long', 'TimeoutError'), 'connection_failed', 'network', 'medium'],
    [
      'a mail server that refuses',
      failing('EENVELOPE', { responseCode: 550 }),
      'service_unavailable',
      'external_service',
      'medium',
    ],
    [
      'a service that is down',
      new OutsideFailure('external_service', 'down'),
      'service_unavailable',
      'external_service',
      'medium',
    ],
    ['a language model', new OutsideFailure('llm_api', 'down'), 'language_model_unavailable', 'llm_api', 'medium'],
    ['a mistake of ours', new TypeError('x is undefined'), 'internal_error', 'system', 'high'],
    ['an error of Node with no such meaning', failing('ENOENT'), 'internal_error', 'system', 'high'],
    ['no error at all', 'thrown', 'internal_error', 'system', 'high'],
  ])('%s', (_, error, code, category, severity) => {
    expect(refusalFor(error)).toMatchObject({ code, nature: { category, severity } });
  });

  it('is recognized behind what it was wrapped in', () => {
    const wrapped = new Error('fetch failed', { cause: new Error('again', { cause: failing('ECONNRESET') }) });
    expect(refusalFor(wrapped).code).toBe('connection_failed');
    const refused = new Error('more', { cause: commonErrors.not_found() });
    expect(refusalFor(refused).code).toBe('not_found');
  });

  it('is looked at only so deep, so that a circle of causes ends', () => {
    const circle = new Error('a');
    circle.cause = circle;
    expect(refusalFor(circle).code).toBe('internal_error');
  });

  it('says how long to wait where that is known', () => {
    expect(refusalFor(failing('57P03')).extra.retryAfterSeconds).toBe(1);
    const told = new OutsideFailure('external_service', 'busy', { retryAfterSeconds: 7 });
    expect(refusalFor(told).extra.retryAfterSeconds).toBe(7);
    expect(refusalFor(failing('ECONNRESET')).extra.retryAfterSeconds).toBeUndefined();
  });

  it('never speaks for itself', () => {
    for (const code of ['23505', 'ECONNREFUSED', '57P01', 'ENOENT']) {
      const { title, message, extra } = refusalFor(failing(code));
      expect(`${title} ${message} ${JSON.stringify(extra)}`).not.toMatch(/10\.0\.0\.7|ines/);
    }
  });
});

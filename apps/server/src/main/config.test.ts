import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ConfigurationError, exampleEnvironment, readConfig } from './config.ts';

const KEY = Buffer.alloc(32, 1).toString('base64');

describe('configuration', () => {
  it('needs nothing to try the product', () => {
    const config = readConfig({});
    expect(config).toMatchObject({ NODE_ENV: 'development', PORT: 3000, DATABASE_POOL_SIZE: 10 });
    expect(config.DATABASE_URL).toBeUndefined();
  });

  it('lists every mistake at once and repeats no value', () => {
    const read = () =>
      readConfig({ PORT: '99999', LOG_LEVEL: 'loud', SECRET_KEY: 'c2hvcnQ=', DATABASE_URL: 'mysql://secret@x' });
    expect(read).toThrow(ConfigurationError);
    try {
      read();
    } catch (error) {
      const { mistakes, message } = error as ConfigurationError;
      expect(mistakes.map((mistake) => mistake.setting).sort()).toEqual([
        'DATABASE_URL',
        'LOG_LEVEL',
        'PORT',
        'SECRET_KEY',
      ]);
      expect(message).not.toContain('secret@x');
      expect(message).not.toContain('c2hvcnQ');
    }
  });

  it('reads flags as JSON or plain text', () => {
    const { FLAGS } = readConfig({
      STEPWELL_FLAG_ON: 'true',
      STEPWELL_FLAG_LIMIT: '20',
      STEPWELL_FLAG_LAYOUT: 'compact',
      STEPWELL_FLAG_SIZES: '{"rows":[1,2]}',
      STEPWELL_FLAG_EMPTY: '',
      FLAG_OTHER: 'true',
    });
    expect(FLAGS).toEqual({ ON: true, LIMIT: 20, LAYOUT: 'compact', SIZES: { rows: [1, 2] } });
  });

  it('takes origins exactly as browsers send them', () => {
    const given = 'https://app.example.com, http://localhost:8080';
    expect(readConfig({ CORS_ORIGINS: given }).CORS_ORIGINS).toEqual(given.split(', '));
    expect(readConfig({}).CORS_ORIGINS).toEqual([]);
    for (const wrong of [
      '*',
      'null',
      'app.example.com',
      'https://app.example.com/',
      'https://a.example/x',
      'file:///x',
    ]) {
      expect(() => readConfig({ CORS_ORIGINS: wrong })).toThrow('CORS_ORIGINS');
    }
  });

  it('takes an empty value for absent', () => {
    expect(readConfig({ PORT: '' }).PORT).toBe(3000);
  });

  it('refuses to run in production on what is only fit for trying out', () => {
    const settingsNamed = (environment: Record<string, string>) => {
      try {
        readConfig({ NODE_ENV: 'production', ...environment });
        return [];
      } catch (error) {
        return (error as ConfigurationError).mistakes.map((mistake) => mistake.setting);
      }
    };
    const given = {
      SECRET_KEY: KEY,
      DATABASE_URL: 'postgres://db/x',
      SMTP_URL: 'smtp://mail.example',
      MAIL_FROM: 'no-reply@a.example',
    };
    expect(settingsNamed({})).toEqual(['SECRET_KEY', 'SMTP_URL', 'MAIL_FROM', 'DATABASE_URL', 'PUBLIC_URL']);
    expect(settingsNamed({ ...given, PUBLIC_URL: 'http://a.example' })).toEqual(['PUBLIC_URL']);
    expect(settingsNamed({ ...given, PUBLIC_URL: 'https://a.example' })).toEqual([]);
  });

  it('is told in full by .env.example', () => {
    expect(readFileSync(new URL('../../../../.env.example', import.meta.url), 'utf8')).toBe(exampleEnvironment());
  });
});

import { PROBLEM_CATEGORIES, PROBLEM_SEVERITIES, RETRY_STRATEGIES } from '@stepwell/contract';
import { describe, expect, it } from 'vitest';
import { natureOf, readLanguages } from '../platform/errors/index.ts';
import { STATUS_OF_KIND } from '../platform/http/index.ts';
import { allErrorEntries } from './catalogue.ts';

const entries = Object.entries(allErrorEntries());
const languages = readLanguages();

describe('every code of the catalogue', () => {
  it.each(entries)(
    '%s has a status, a category, a severity, a retry strategy and a sentence in each language',
    (code, entry) => {
      const { category, severity, retry } = natureOf(entry);
      expect(PROBLEM_CATEGORIES).toContain(category);
      expect(PROBLEM_SEVERITIES).toContain(severity);
      expect(RETRY_STRATEGIES).toContain(retry);
      expect(STATUS_OF_KIND[entry.kind]).toBeGreaterThanOrEqual(400);
      expect(entry.title).toMatch(/\S/);
      expect(languages.sentenceOf('fr', code, 'missing')).not.toBe('missing');
    },
  );

  it('is ours to mend from high on only where the status says so', () => {
    const grave = entries.filter(([, entry]) => ['high', 'critical'].includes(natureOf(entry).severity));
    expect(grave.map(([code]) => code).sort()).toEqual(['database_unavailable', 'internal_error']);
  });

  it('is medium where somebody was turned away for nothing, and less where the caller was refused', () => {
    for (const [code, entry] of entries) {
      const { severity } = natureOf(entry);
      const isRefusal = STATUS_OF_KIND[entry.kind] < 500;
      expect(['info', 'low'].includes(severity), code).toBe(
        isRefusal || ['service_stopping', 'journey_migrating', 'onboarding_paused'].includes(code),
      );
    }
  });
});

it('there is a code of every category', () => {
  const used = new Set(entries.map(([, entry]) => natureOf(entry).category));
  expect([...used].sort()).toEqual([...PROBLEM_CATEGORIES].sort());
});

import { expect, test } from 'vitest';
import { pendingDocuments } from './pending-documents.ts';
import type { LegalDocument } from './terms-queries.ts';

const TERMS: LegalDocument = {
  id: 'terms-fr',
  kind: 'terms',
  version: '2.0',
  is_major: true,
  locale: 'fr',
  title: 'Conditions',
  body: '',
  published_at: '2026-01-01T00:00:00.000Z',
};

test('says which version was accepted last, and nothing of another document', () => {
  const status = {
    pending: [{ id: 'terms-en', kind: 'terms' as const, version: '2.0' }],
    accepted: [
      { id: 'a', kind: 'terms' as const, version: '1.0', accepted_at: '2025-01-01T00:00:00.000Z' },
      { id: 'b', kind: 'terms' as const, version: '1.1', accepted_at: '2025-06-01T00:00:00.000Z' },
      { id: 'c', kind: 'privacy' as const, version: '9.0', accepted_at: '2025-12-01T00:00:00.000Z' },
    ],
  };
  const [waiting] = pendingDocuments(status, [TERMS]);
  expect(waiting?.before).toEqual({ version: '1.1', acceptedAt: '2025-06-01T00:00:00.000Z' });
});

test('shows the text of the same kind where its translation has another id', () => {
  const status = { pending: [{ id: 'terms-en', kind: 'terms' as const, version: '2.0' }], accepted: [] };
  expect(pendingDocuments(status, [TERMS])[0]).toMatchObject({ id: 'terms-en', before: null, document: TERMS });
  expect(pendingDocuments(status, [{ ...TERMS, kind: 'privacy' }])[0]?.document).toBeUndefined();
});

test('nothing waits for somebody who accepted everything', () => {
  expect(pendingDocuments({ pending: [], accepted: [] }, [TERMS])).toEqual([]);
});

import { describe, expect, it } from 'vitest';
import { withFilter } from '../../../lib/use-list-search.ts';
import { isFiltered, queryOf, readAuditSearch, writeAuditSearch } from './audit-search.ts';

const read = (text: string) => readAuditSearch(new URLSearchParams(text));

describe('the question in the address', () => {
  it('is what was written there', () => {
    const text = 'action=session&by=operator&resource=r&actor=a&from=2026-03-01&to=2026-03-02&cursor=c';
    expect(writeAuditSearch(read(text)).toString()).toBe(text);
  });

  it('leaves out what it should not say', () => {
    const search = read('by=everybody&from=yesterday&to=2026-3-2');
    expect(search).toMatchObject({ actorKind: undefined, from: undefined, to: undefined });
    expect(isFiltered(search)).toBe(false);
  });

  it('begins at the first page when it changes', () => {
    expect(withFilter(read('cursor=c&action=x'), { actorKind: 'system' })).toMatchObject({
      action: 'x',
      actorKind: 'system',
      cursor: undefined,
    });
  });
});

describe('the query of the API', () => {
  it.each([
    ['', undefined],
    ['session', 'session*'],
    ['Session.Sign_In', 'session.sign_in*'],
    ['api key', 'api_key*'],
    ['session.*', 'session.*'],
    ['<script>', 'no_such_action'],
  ])('takes %j for %j', (typed, action) => {
    expect(queryOf({ ...read(''), action: typed }).action).toBe(action);
  });

  it('takes days for whole days', () => {
    const { from, to } = queryOf(read('from=2026-03-02&to=2026-03-02'));
    expect(Date.parse(to ?? '') - Date.parse(from ?? '')).toBe(86_400_000);
  });
});

import { expect, it } from 'vitest';
import { csvOf } from './csv.ts';
import type { NamedEntry } from './service.ts';

const ENTRY: NamedEntry = {
  id: '01900000-0000-7000-8000-000000000001',
  at: new Date('2026-03-02T09:00:00.000Z'),
  environment: 'live',
  actorKind: 'member',
  actorId: 'a',
  actorName: '=HYPERLINK("https://evil.example")',
  onBehalfOf: null,
  onBehalfOfName: null,
  action: 'note.write',
  resourceKind: 'note',
  resourceId: 'n, 1',
  before: null,
  after: { text: 'two "lines"\nhere' },
  ip: '192.0.2.1',
  userAgent: null,
  correlationId: 'c',
};

it('quotes what must be quoted and makes text of formulas', () => {
  expect(csvOf([ENTRY])).toBe(
    [
      'id,at,environment,actor_kind,actor_id,actor_name,on_behalf_of,action,resource_kind,resource_id,before,after,ip,user_agent,correlation_id',
      `${ENTRY.id},2026-03-02T09:00:00.000Z,live,member,a,"'=HYPERLINK(""https://evil.example"")",,note.write,note,"n, 1",,"{""text"":""two \\""lines\\""\\nhere""}",192.0.2.1,,c`,
      '',
    ].join('\r\n'),
  );
});

it('is a head alone when there is nothing', () => {
  expect(csvOf([])).toMatch(/^id,at,[a-z_,]+\r\n$/);
});

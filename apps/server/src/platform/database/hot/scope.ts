import type { Statement } from '../transaction.ts';
import { WireWriter } from './wire-writer.ts';

/** Whose rows a hot statement works on: those of one organization, by its id, or everyone's. */
export type Scope = { readonly orgId: string } | 'system';

const TENANT = { name: 'stepwell_tenant', text: "select set_config('app.org_id', $1, true)" };
const SYSTEM = { name: 'stepwell_system', text: "select set_config('app.system', 'on', true)" };
const ANY_ID = '00000000-0000-0000-0000-000000000000';
/** What a template ends with after the organization's id: the count of result formats, and Execute. */
const BYTES_AFTER_ID = 2 + 10;

/** To be prepared on a connection before its first prepared scope is written. */
export const SCOPE_STATEMENTS: readonly (Statement & { values: string[] })[] = [
  { ...TENANT, values: [ANY_ID] },
  { ...SYSTEM, values: [] },
];

const templates = {
  prepared: { tenant: template(TENANT, [ANY_ID], true), system: template(SYSTEM, [], true) },
  unprepared: { tenant: template(TENANT, [ANY_ID], false), system: template(SYSTEM, [], false) },
};

/** Writes the messages that set the scope for the statement behind them, up to the next Sync. */
export function writeScope(writer: WireWriter, scope: Scope, prepared: boolean): void {
  const { tenant, system } = prepared ? templates.prepared : templates.unprepared;
  if (scope === 'system') {
    writer.copy(system);
    return;
  }
  const end = writer.copy(tenant);
  writer.patch(end - BYTES_AFTER_ID - ANY_ID.length, scope.orgId);
}

function template(statement: Statement, values: string[], prepared: boolean): Buffer {
  const writer = new WireWriter();
  if (!prepared) writer.parse('', statement.text);
  writer.bind(prepared ? statement.name : '', values);
  writer.execute();
  return writer.take();
}

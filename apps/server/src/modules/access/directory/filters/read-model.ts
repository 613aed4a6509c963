import { type RawBuilder, sql } from 'kysely';
import type { ResourceKind } from './attribute-paths.ts';
import type { Comparison, Condition, Field } from './condition.ts';

/** Columns of `directory_users r` and `directory_groups r`; what a user has beside them stands in `r.resource`. */
const COLUMNS: Readonly<Record<ResourceKind, Readonly<Record<string, RawBuilder<unknown>>>>> = {
  User: {
    id: sql`r.id::text`,
    externalId: sql`r.external_id`,
    userName: sql`r.user_name`,
    active: sql`r.is_active`,
    'meta.created': sql`r.created_at`,
    'meta.lastModified': sql`r.updated_at`,
  },
  Group: {
    id: sql`r.id::text`,
    externalId: sql`r.external_id`,
    displayName: sql`r.display_name`,
    'meta.created': sql`r.created_at`,
    'meta.lastModified': sql`r.updated_at`,
  },
};

/** No path within a value means the value itself. */
const ITSELF = sql`'itself'::text`;

/** The condition over rows `r`. Values travel as parameters, and names are those of the schema. */
export function sqlOf(kind: ResourceKind, condition: Condition): RawBuilder<unknown> {
  return build(condition, kind, (field) => columnOf(kind, field));
}

export function orderOf(kind: ResourceKind, field: Field | undefined, descending: boolean): RawBuilder<unknown> {
  const direction = descending ? sql`desc` : sql`asc`;
  if (field === undefined) return sql`r.created_at ${direction}, r.id ${direction}`;
  const column = foldedColumn(field, columnOf(kind, field));
  const sorted = field.type === 'string' ? sql`${column} collate "C"` : column;
  return sql`${sorted} ${direction} nulls last, r.id ${direction}`;
}

type ColumnOf = (field: Field) => RawBuilder<unknown>;

function build(condition: Condition, kind: ResourceKind, column: ColumnOf): RawBuilder<unknown> {
  switch (condition.kind) {
    case 'all':
    case 'any': {
      const between = condition.kind === 'all' ? sql` and ` : sql` or `;
      return sql`(${sql.join(
        condition.parts.map((part) => build(part, kind, column)),
        between,
      )})`;
    }
    case 'not':
      return sql`not ${build(condition.part, kind, column)}`;
    case 'present':
      return present(condition.field, column(condition.field));
    case 'some':
      return some(kind, condition.list, condition.part);
    case 'compare':
      return compare(condition.field, column(condition.field), condition.op, condition.value);
  }
}

function columnOf(kind: ResourceKind, { path, type }: Field): RawBuilder<unknown> {
  const column = COLUMNS[kind][path.join('.')];
  if (column !== undefined) return column;
  const value = sql`r.resource #>> ${[...path]}::text[]`;
  return type === 'boolean' ? sql`(${value})::boolean` : sql`(${value})`;
}

function some(kind: ResourceKind, list: string, part: Condition): RawBuilder<unknown> {
  if (list === 'members') return sql`exists (${elements.members} and ${build(part, kind, memberColumn)})`;
  if (list === 'groups') return sql`exists (${elements.groups} and ${build(part, kind, groupColumn)})`;
  const inner = build(part, kind, ({ path, type }) => {
    if (path[0] === undefined) return ITSELF;
    const value = sql`e.item ->> ${path[0]}::text`;
    return type === 'boolean' ? sql`(${value})::boolean` : sql`(${value})`;
  });
  return sql`exists (
    select from jsonb_array_elements(coalesce(r.resource -> ${list}::text, '[]')) as e (item) where ${inner})`;
}

const elements = {
  members: sql`select from directory_group_members m join directory_users mu on mu.id = m.user_id where m.group_id = r.id`,
  groups: sql`select from directory_group_members m join directory_groups mg on mg.id = m.group_id where m.user_id = r.id`,
};

function memberColumn({ path }: Field): RawBuilder<unknown> {
  if (path[0] === undefined) return ITSELF;
  if (path[0] === 'value') return sql`m.user_id::text`;
  if (path[0] === 'type') return sql`'User'::text`;
  return path[0] === 'display' ? sql`coalesce(mu.resource ->> 'displayName', mu.user_name)` : sql`null::text`;
}

function groupColumn({ path }: Field): RawBuilder<unknown> {
  if (path[0] === undefined) return ITSELF;
  if (path[0] === 'value') return sql`m.group_id::text`;
  if (path[0] === 'type') return sql`'direct'::text`;
  return path[0] === 'display' ? sql`mg.display_name` : sql`null::text`;
}

function present({ type }: Field, column: RawBuilder<unknown>): RawBuilder<unknown> {
  return type === 'string' ? sql`coalesce(${column} <> '', false)` : sql`(${column} is not null)`;
}

/** What is not assigned equals nothing, and so differs from everything. */
function compare(
  field: Field,
  column: RawBuilder<unknown>,
  op: Comparison,
  value: string | boolean,
): RawBuilder<unknown> {
  const left = foldedColumn(field, column);
  const right = foldedValue(field, value);
  if (field.type === 'string' && ORDERING.has(op)) {
    return sql`coalesce(${OPERATORS[op](sql`${left} collate "C"`, right)}, false)`;
  }
  return sql`coalesce(${OPERATORS[op](left, right)}, false)`;
}

/** Text is ordered by its characters, not as some language sorts it; equality is left to the indexes. */
const ORDERING: ReadonlySet<Comparison> = new Set(['gt', 'ge', 'lt', 'le']);

type Operator = (left: RawBuilder<unknown>, right: RawBuilder<unknown>) => RawBuilder<unknown>;

const OPERATORS: Readonly<Record<Comparison, Operator>> = {
  eq: (left, right) => sql`${left} = ${right}`,
  ne: (left, right) => sql`${left} is distinct from ${right}`,
  co: (left, right) => sql`strpos(${left}, ${right}) > 0`,
  sw: (left, right) => sql`starts_with(${left}, ${right})`,
  ew: (left, right) => sql`right(${left}, length(${right})) = ${right}`,
  gt: (left, right) => sql`${left} > ${right}`,
  ge: (left, right) => sql`${left} >= ${right}`,
  lt: (left, right) => sql`${left} < ${right}`,
  le: (left, right) => sql`${left} <= ${right}`,
};

function foldedColumn({ type, caseExact }: Field, column: RawBuilder<unknown>): RawBuilder<unknown> {
  if (type !== 'string') return column;
  return caseExact ? column : sql`lower(${column})`;
}

function foldedValue({ type, caseExact }: Field, value: string | boolean): RawBuilder<unknown> {
  if (type === 'boolean') return sql`${value}::boolean`;
  if (type === 'dateTime') return sql`${value}::timestamptz`;
  return caseExact ? sql`${value}::text` : sql`lower(${value}::text)`;
}

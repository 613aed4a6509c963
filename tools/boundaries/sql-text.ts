/**
 * What only SQL looks like. Matched in lower and in upper case, not in mixed case, so that sentences that begin with
 * "Select …" or "Update …" are left alone. Fragments count: a condition with a parameter is SQL too.
 */
const SHAPES = [
  /^\s*\(?select\s(.|\n)*\bfrom\s+["\w$(]/,
  /^\s*\(?select\s+(\d|["\w.]+\()/,
  /\binsert\s+into\s+["\w$]/,
  /\bupdate\s+["\w.$]+(\s+(as\s+)?\w+)?\s+set\s+["\w]+\s*=/,
  /\bdelete\s+from\s+["\w$]/,
  /^\s*with\s+(recursive\s+)?\w+\s*(\([^)]*\)\s*)?as\s+(not\s+)?(materialized\s+)?\(/,
  /^\s*(create|alter|drop)\s+((or\s+replace|unique|temp|temporary|unlogged|materialized)\s+)*(table|index|role|schema|function|policy|database|view|type|extension|trigger|sequence)\b/,
  /^\s*truncate\s+table\s/,
  /\b(set_config|pg_notify|pg_advisory_\w+|pg_try_advisory_\w+)\(/,
  /\b(left|right|inner|cross|full)\s+(outer\s+|lateral\s+)?join\s+[\w"(]/,
  /^\s*(declare\s.*\bcursor|fetch\s+forward|copy\s.*\b(from\s+stdin|to\s+stdout))\b/,
  /^\W*for\s+(update|share|no\s+key\s+update)\b/,
  /::(uuid|text|jsonb?|int|bigint|boolean|timestamptz|float8|numeric|date|interval)\b/,
  /[=<>]\s*\$\d/,
  /^\s*\w+\.\w+\s*[=<>]+\s*\$$/,
  /[=<>]\s*any\s*\(\s*\$/,
];
const COMMANDS =
  /^\s*(BEGIN|COMMIT|ROLLBACK|SAVEPOINT\s+\w+|(UN)?LISTEN\s+["\w]+|NOTIFY\s+["\w]+|LOCK\s+TABLE\s.*)\b[\w\s]*;?\s*$/;
const PATTERNS = [...SHAPES.flatMap((shape) => [shape, upperCased(shape)]), COMMANDS];

/** Methods of the query builder that begin a statement. */
export const STATEMENT_BUILDERS = new Set(['selectFrom', 'insertInto', 'updateTable', 'deleteFrom', 'mergeInto']);

/** Whether a text of the program is SQL or a part of it. */
export function looksLikeSql(text: string): boolean {
  return PATTERNS.some((pattern) => pattern.test(text));
}

/** The same pattern for keywords in upper case; escapes such as \s and \w stay what they are. */
function upperCased(pattern: RegExp): RegExp {
  return new RegExp(
    pattern.source.replace(/\\.|[a-z]+/g, (part) => (part.startsWith('\\') ? part : part.toUpperCase())),
  );
}

import { Locale, Market } from '@stepwell/contract';
import { CellReader } from './cell-reader.ts';
import { propertyValue, traitValue } from './field-values.ts';
import { parseInstant } from './instant.ts';
import { type ImportMapping, MAX_EVENT_NAME } from './mapping.ts';
import type { ProblemList } from './problem-list.ts';
import type { RawRow } from './records.ts';
import type { StagedEvent, StagedRow } from './staged-row.ts';

/** Earlier or later than this a timestamp is a slip of the pen, and each month it names would become a partition. */
export type TimeBounds = { readonly earliestMs: number; readonly latestMs: number };

/** The row made ready, or undefined after the list of problems was told everything that is wrong with it. */
export type RowCheck = (row: RawRow) => StagedRow | undefined;

const MAX_EXTERNAL_ID = 200;
const MAX_DISPLAY_NAME = 200;
const MAX_ROLE = 60;
const MAX_STEP_KEY = 63;
const INSTANT_MESSAGES = {
  timestamp_invalid: 'not a date and time such as 2026-03-01T09:30:00+01:00',
  timestamp_without_offset: 'the offset is missing: Z, or such as +01:00',
};

/** Every column that a mapping names, once. */
export function columnsOf(mapping: ImportMapping): string[] {
  const { participant, display_name, market, role, locale, event, at, step, traits, properties } = mapping;
  const fields = [...Object.values(traits), ...Object.values(properties)].map(({ column }) => column);
  const named = [participant, display_name, market, role, locale, event, at, step, ...fields];
  return [...new Set(named.filter((column) => column !== undefined))];
}

export function rowCheck(
  mapping: ImportMapping,
  columns: readonly string[],
  bounds: TimeBounds,
  problems: ProblemList,
): RowCheck {
  const cells = new CellReader(columns, problems);
  const readEvent = eventReader(mapping, cells, bounds);
  const traits = Object.entries(mapping.traits);
  return (row) => {
    const totalBefore = problems.total;
    const staged: StagedRow = {
      line: row.line,
      externalId: cells.text(row, mapping.participant, MAX_EXTERNAL_ID),
      displayName: cells.optionalText(row, mapping.display_name, MAX_DISPLAY_NAME),
      market: cells.optionalChecked(row, mapping.market, Market),
      role: cells.optionalText(row, mapping.role, MAX_ROLE),
      locale: cells.optionalChecked(row, mapping.locale, Locale),
      traits: cells.fields(row, traits, traitValue),
      event: readEvent(row),
    };
    return problems.total === totalBefore ? staged : undefined;
  };
}

function eventReader(
  mapping: ImportMapping,
  cells: CellReader,
  bounds: TimeBounds,
): (row: RawRow) => StagedEvent | null {
  const { event: nameColumn, at: timeColumn } = mapping;
  if (nameColumn === undefined || timeColumn === undefined) return () => null;
  const rename = new Map(Object.entries(mapping.rename));
  const properties = Object.entries(mapping.properties);
  return (row) => {
    const name = cells.text(row, nameColumn, MAX_EVENT_NAME);
    return {
      name: rename.get(name) ?? name,
      atMs: readInstant(cells, row, timeColumn, bounds),
      stepKey: cells.optionalText(row, mapping.step, MAX_STEP_KEY),
      properties: cells.fields(row, properties, propertyValue),
    };
  };
}

function readInstant(cells: CellReader, row: RawRow, column: string, { earliestMs, latestMs }: TimeBounds): number {
  const text = cells.text(row, column, 64);
  if (text === '') return 0;
  const instant = parseInstant(text);
  if (typeof instant === 'string') cells.refuse(row, column, instant, INSTANT_MESSAGES[instant]);
  else if (instant >= earliestMs && instant <= latestMs) return instant;
  else cells.refuse(row, column, 'timestamp_out_of_range', 'before 2000 or in the future');
  return 0;
}

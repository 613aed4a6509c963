import { z } from 'zod';
import { defineErrors } from '../../../platform/errors/index.ts';

/** One thing wrong with one row. */
export const RowProblem = z.object({
  /** Line of the file where the row begins, counted from 1. */
  line: z.int(),
  column: z.string().nullable(),
  /** The beginning of what stands there. */
  value: z.string().nullable(),
  code: z.string(),
  message: z.string(),
});
export type RowProblem = z.infer<typeof RowProblem>;

export const importErrors = defineErrors({
  import_mapping_invalid: { kind: 'validation', title: 'The mapping does not say how to read the file.' },
  import_column_missing: {
    kind: 'validation',
    title: 'The mapping names columns that the file does not have.',
    details: z.object({ missing: z.array(z.string()), columns: z.array(z.string()) }),
  },
  import_rows_invalid: {
    kind: 'validation',
    title: 'Some rows are not accepted. Nothing was imported.',
    /** `rows` with something wrong; `total` things wrong; `problems`: the first of them. */
    details: z.object({ rows: z.int(), total: z.int(), problems: z.array(RowProblem) }),
  },
  import_file_unreadable: {
    kind: 'validation',
    title: 'The file cannot be read.',
    details: z.object({ reason: z.string() }),
  },
  import_not_found: { kind: 'not_found', title: 'There is no such import here.' },
  import_already_undone: { kind: 'conflict', title: 'The import was undone already.' },
});

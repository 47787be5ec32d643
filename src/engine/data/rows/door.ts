import { z } from "zod";
import { ROW_CHANGE_KINDS } from "../../../protocol/compare.ts";
import { reading } from "../../../protocol/reading.schema.ts";
import { MOST_COLUMNS, MOST_COUNTED, MOST_ROWS } from "../../../protocol/rows.ts";
import { SPLITS } from "../../../protocol/run.ts";

const text = z.string().min(1);
const column = z.string();
const place = { from: z.int().min(0), count: z.int().min(0).max(MOST_ROWS) };
const columns = z.array(column).max(MOST_COLUMNS).optional();
const not = z.boolean().optional();
const end = z.number().nullable();

const filter = z.discriminatedUnion("test", [
  z.object({ column, not, test: z.literal("equals"), values: z.array(z.string()).max(1_000) }),
  z.object({ column, not, test: z.literal("range"), from: end, to: end, closed: z.boolean().optional() }),
  z.object({ column, not, test: z.literal("contains"), text: z.string() }),
  z.object({ column, not, test: z.literal("missing") }),
  z.object({ column, not, test: z.literal("rows"), numbers: z.array(z.int().min(1)).max(1_000) }),
]);

const rowsWhere = z.object({
  file: text,
  split: z.enum(SPLITS).optional(),
  revision: text.optional(),
  sample: z.int().min(1).optional(),
  seed: z.int().min(0).optional(),
  ...reading,
  filters: z.array(filter).max(100).optional(),
  search: z.string().max(1_000).optional(),
});

/** The requests about rows, as they must look where they enter the engine. */
export const pageQuery = rowsWhere.extend({
  order: z
    .array(z.object({ column, descending: z.boolean().optional() }))
    .max(20)
    .optional(),
  ...place,
  columns,
});

export const columnValuesQuery = rowsWhere.extend({
  columns: z.array(column).max(MOST_COUNTED),
  edges: z.record(z.string(), z.array(z.number()).min(2).max(1_000)).optional(),
});

const compared = rowsWhere.omit({ search: true });

export const compareQuery = z.object({ before: compared, after: compared, columns: z.array(column).optional() });

export const rowChangesQuery = compareQuery.extend({
  key: z.array(column).min(1).max(20),
  kinds: z.array(z.enum(ROW_CHANGE_KINDS)).min(1).optional(),
  ...place,
});

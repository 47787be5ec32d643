import { join } from "node:path";
import { Database } from "../../src/engine/data/database.ts";
import { type Assigned, assignSplits } from "../../src/engine/data/split/assign.ts";
import { ident, literal } from "../../src/engine/data/sql.ts";
import { split as schema } from "../../src/protocol/split.schema.ts";
import { directory } from "./support.ts";

export type Cell = string | number | null;
export type Rows = readonly Record<string, Cell>[];

const NAMES = ["train", "validation", "test"] as const;

let opened: Promise<Database> | undefined;

/** Puts rows into the table `data` as ingesting a file would, with the given storage of each column. */
async function tableOf(rows: Rows, types: Record<string, string>): Promise<Database> {
  opened ??= Database.open(join(directory(), "split.duckdb"));
  const database = await opened;
  const names = Object.keys(types);
  const sql = (cell: Cell | undefined) => (cell === null || cell === undefined ? "NULL" : literal(String(cell)));
  await database.run(`CREATE OR REPLACE TABLE data (${names.map((name) => `${ident(name)} ${types[name]}`).join(", ")}, __row BIGINT)`);
  if (rows.length > 0) {
    const values = rows.map((row, i) => `(${names.map((name) => sql(row[name])).join(", ")}, ${i + 1})`);
    await database.run(`INSERT INTO data VALUES ${values.join(", ")}`);
  }
  return database;
}

/** The side of each row, in the rows' order (null: in no split), and what was assumed. `y` is the target. */
export async function splitRows(
  rows: Rows,
  types: Record<string, string>,
  settings: object,
): Promise<Assigned & { sides: (string | null)[] }> {
  const database = await tableOf(rows, types);
  const target = { name: "y", storage: types.y ?? "VARCHAR", usable: '"y" IS NOT NULL' };
  const assigned = await assignSplits(database, { file: "data.csv", split: schema.parse(settings), target });
  const found = await database.all("SELECT __split AS side FROM data ORDER BY __row");
  return { ...assigned, sides: found.map(({ side }) => (side === null ? null : (NAMES[Number(side)] ?? null))) };
}

import { resolve } from "node:path";
import { type ConfusionRows, type ConfusionRowsQuery, MOST_SHOWN_ROWS } from "../../protocol/confusion-rows.ts";
import type { Evaluation } from "../../protocol/evaluation.ts";
import { readingOf } from "../../protocol/reading.ts";
import { type Cell, MOST_ROWS } from "../../protocol/rows.ts";
import type { Report, Run } from "../../protocol/run.ts";
import { TrainyardError } from "../../shared/errors.ts";
import { plural } from "../../shared/format.ts";
import { withData } from "../data/open/open.ts";
import { readPage } from "../data/rows/page.ts";
import type { Engine } from "../engine.ts";
import { type CellRow, cellRows } from "../evaluate/cell-rows.ts";
import type { KeptPredictions } from "../evaluate/kept-predictions.ts";
import { readExperiment } from "../experiment/saved.ts";
import type { Signature } from "../model/signature.ts";
import type { Store } from "../store/store.ts";
import { ARTIFACTS } from "./artifacts.ts";
import { noConfusion, noSuchClass } from "./errors.ts";
import { artifactOf } from "./read-artifact.ts";

const MOST_COLUMNS = 30;
const MOST_CHARACTERS = 200;
/** Cells that a page holds, and rows of each. */
const MOST_CELLS = 50;
const MOST_ON_PAGE = 20;

type ConfusionCell = Pick<ConfusionRowsQuery, "actual" | "predicted">;

/** Looks up the test rows of one cell of a run's confusion matrix. Throws `run-without-confusion` and `class-missing`. */
export async function confusionRows(
  engine: Engine,
  folder: string,
  { run: name, ...cell }: ConfusionRowsQuery,
  signal: AbortSignal,
): Promise<ConfusionRows> {
  const store = await engine.stores.get(folder);
  const run = await store.show(name);
  const confusion = (await artifactOf<Evaluation>(store, run, ARTIFACTS.evaluation))?.confusion;
  if (!confusion) throw noConfusion(run);
  for (const label of [cell.actual, cell.predicted]) if (!confusion.labels.includes(label)) throw noSuchClass(label, confusion.labels);
  const [found] = await rowsOfCells({ engine, folder, store, run, signal }, confusion, [cell], MOST_SHOWN_ROWS);
  return found as ConfusionRows;
}

/** The rows of the fullest cells, for a page that has no engine to ask. Empty without a confusion matrix. */
export async function confusionRowsOfPage(
  engine: Engine,
  folder: string,
  { run, evaluation }: Pick<Report, "run" | "evaluation">,
  signal: AbortSignal,
): Promise<ConfusionRows[]> {
  if (!run || !evaluation?.confusion) return [];
  const { labels, matrix } = evaluation.confusion;
  const cells = matrix
    .flatMap((counts, i) => counts.map((count, j) => ({ count, actual: labels[i] as string, predicted: labels[j] as string })))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count)
    .slice(0, MOST_CELLS)
    .map(({ actual, predicted }) => ({ actual, predicted }));
  const store = await engine.stores.get(folder);
  const found = await rowsOfCells({ engine, folder, store, run, signal }, evaluation.confusion, cells, MOST_ON_PAGE);
  return found.map((one) => ({ ...one, numbers: [] }));
}

interface Lookup {
  engine: Engine;
  folder: string;
  store: Store;
  run: Run;
  signal: AbortSignal;
}

/** `most`: rows of each cell that come with their values. */
async function rowsOfCells(
  lookup: Lookup,
  { labels, matrix }: NonNullable<Evaluation["confusion"]>,
  cells: readonly ConfusionCell[],
  most: number,
): Promise<ConfusionRows[]> {
  const kept = await artifactOf<KeptPredictions>(lookup.store, lookup.run, ARTIFACTS.predictions);
  const expected = ({ actual, predicted }: ConfusionCell) => matrix[labels.indexOf(actual)]?.[labels.indexOf(predicted)] ?? 0;
  if (!kept) return cells.map((cell) => ({ ...cell, ...NOTHING, count: expected(cell), note: NOT_KEPT }));
  const found = cells.map((cell) => cellRows(kept, cell));
  const { columns, values, changed, note } = await valuesOf(
    lookup,
    found.flatMap((rows) => rows.slice(0, most)),
  );
  return cells.map((cell, i) => {
    const rows = found[i] ?? [];
    const part =
      rows.length === expected(cell)
        ? []
        : [`Of ${plural(expected(cell), "row")} of this cell, the predictions of ${rows.length} were kept.`];
    return {
      ...cell,
      count: rows.length,
      numbers: rows.map(({ row }) => row),
      columns,
      rows: rows.slice(0, most).map(({ row, probability }) => ({ row, probability, cells: values.get(row) ?? [] })),
      changed,
      note: [...part, ...note].join(" ") || null,
    };
  });
}

const NOTHING = { numbers: [], columns: [], rows: [], changed: false };
const NOT_KEPT = "Which rows these are was not kept: the run is of an older version, or its test split has too many rows.";

interface Values extends Pick<ConfusionRows, "columns" | "changed"> {
  /** By row number. */
  values: Map<number, Cell[]>;
  note: string[];
}

async function valuesOf({ engine, folder, store, run, signal }: Lookup, rows: readonly CellRow[]): Promise<Values> {
  const none = { columns: [], values: new Map<number, Cell[]>() };
  if (rows.length === 0 || !run.data) return { ...none, changed: false, note: [] };
  const { path, sha256 } = run.data;
  const experiment = readExperiment((await store.readArtifact(run.id, ARTIFACTS.experiment)).toString("utf8"), run.name);
  const inputs = (await artifactOf<Signature>(store, run, ARTIFACTS.signature))?.inputs.map(({ name }) => name) ?? [];
  const numbers = rows.slice(0, MOST_ROWS).map(({ row }) => row);
  const of = { ...readingOf(experiment), file: resolve(store.root, path) };
  const query = { ...of, from: 0, count: numbers.length, columns: inputs.slice(0, MOST_COLUMNS) };
  const filters = [{ column: "row", test: "rows" as const, numbers }];
  try {
    const page = await withData(
      engine,
      folder,
      of,
      async (opened) => (opened.facts.ingested.sha256 === sha256 ? readPage(opened, { ...query, filters }, { signal }) : null),
      { signal },
    );
    if (!page) return { ...none, changed: true, note: [`${path} has changed since, so the values of these rows cannot be shown.`] };
    const values = page.numbers.map((number, i) => [number, page.columns.map((column) => short(column.values[i] ?? null))] as const);
    return { columns: page.columns.map(({ name }) => name), values: new Map(values), changed: false, note: [] };
  } catch (error) {
    if (!TrainyardError.is(error) || signal.aborted) throw error;
    return { ...none, changed: false, note: [`The values of these rows could not be read: ${error.facts.message}`] };
  }
}

const short = (value: Cell): Cell =>
  typeof value === "string" && value.length > MOST_CHARACTERS ? `${value.slice(0, MOST_CHARACTERS - 1)}…` : value;

import { resolve } from "node:path";
import { type ConfusionRows, type ConfusionRowsQuery, MOST_SHOWN_ROWS } from "../../protocol/confusion-rows.ts";
import type { Evaluation } from "../../protocol/evaluation.ts";
import { readingOf } from "../../protocol/reading.ts";
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

/** Looks up the test rows of one cell of a run's confusion matrix. Throws `run-without-confusion` and `class-missing`. */
export async function confusionRows(
  engine: Engine,
  folder: string,
  { run: name, ...cell }: ConfusionRowsQuery,
  signal: AbortSignal,
): Promise<ConfusionRows> {
  const store = await engine.stores.get(folder);
  const run = await store.show(name);
  const evaluation = await artifactOf<Evaluation>(store, run, ARTIFACTS.evaluation);
  const confusion = evaluation?.confusion;
  if (!confusion) throw noConfusion(run);
  const labels = confusion.labels;
  for (const label of [cell.actual, cell.predicted]) if (!labels.includes(label)) throw noSuchClass(label, labels);

  const kept = await artifactOf<KeptPredictions>(store, run, ARTIFACTS.predictions);
  const expected = confusion.matrix[labels.indexOf(cell.actual)]?.[labels.indexOf(cell.predicted)] ?? 0;
  if (!kept) return { ...cell, ...NOTHING, count: expected, note: NOT_KEPT };
  const found = cellRows(kept, cell);
  const part =
    found.length === expected ? [] : [`Of ${plural(expected, "row")} of this cell, the predictions of ${found.length} were kept.`];
  const shown = found.slice(0, MOST_SHOWN_ROWS);
  const { columns, cells, changed, note } = await valuesOf({ engine, folder, store, run, signal }, shown);
  return {
    ...cell,
    count: found.length,
    numbers: found.map(({ row }) => row),
    columns,
    rows: shown.map(({ row, probability }, i) => ({ row, probability, cells: cells[i] ?? [] })),
    changed,
    note: [...part, ...note].join(" ") || null,
  };
}

const NOTHING = { numbers: [], columns: [], rows: [], changed: false };
const NOT_KEPT = "Which rows these are was not kept: the run is of an older version, or its test split has too many rows.";

interface Lookup {
  engine: Engine;
  folder: string;
  store: Store;
  run: Run;
  signal: AbortSignal;
}

interface Values extends Pick<ConfusionRows, "columns" | "changed"> {
  /** One for each row. */
  cells: ConfusionRows["rows"][number]["cells"][];
  note: string[];
}

async function valuesOf({ engine, folder, store, run, signal }: Lookup, rows: readonly CellRow[]): Promise<Values> {
  const none = { columns: [], cells: [] };
  if (rows.length === 0 || !run.data) return { ...none, changed: false, note: [] };
  const { path } = run.data;
  const experiment = readExperiment((await store.readArtifact(run.id, ARTIFACTS.experiment)).toString("utf8"), run.name);
  const inputs = (await artifactOf<Signature>(store, run, ARTIFACTS.signature))?.inputs.map(({ name }) => name) ?? [];
  const numbers = rows.map(({ row }) => row);
  const query = {
    ...readingOf(experiment),
    file: resolve(store.root, path),
    from: 0,
    count: numbers.length,
    columns: inputs.slice(0, MOST_COLUMNS),
  };
  const only = [{ column: "row", test: "rows" as const, numbers }];
  try {
    const page = await withData(
      engine,
      folder,
      query,
      async (opened) =>
        opened.facts.ingested.sha256 === run.data?.sha256 ? readPage(opened, { ...query, filters: only }, { signal }) : null,
      { signal },
    );
    if (!page) return { ...none, changed: true, note: [`${path} has changed since, so the values of these rows cannot be shown.`] };
    const places = new Map(page.numbers.map((number, i) => [number, i]));
    const cells = numbers.map((number) => page.columns.map(({ values }) => short(values[places.get(number) as number] ?? null)));
    return { columns: page.columns.map(({ name }) => name), cells, changed: false, note: [] };
  } catch (error) {
    if (!TrainyardError.is(error) || signal.aborted) throw error;
    return { ...none, changed: false, note: [`The values of these rows could not be read: ${error.facts.message}`] };
  }
}

const short = <T>(value: T): T | string =>
  typeof value === "string" && value.length > MOST_CHARACTERS ? `${value.slice(0, MOST_CHARACTERS - 1)}…` : value;

/** Cells that a page holds, and rows of each. */
const MOST_CELLS = 60;
const MOST_ON_PAGE = 20;

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
    .slice(0, MOST_CELLS);
  const found: ConfusionRows[] = [];
  for (const { actual, predicted } of cells) {
    const one = await confusionRows(engine, folder, { run: run.id, actual, predicted }, signal);
    found.push({ ...one, numbers: [], rows: one.rows.slice(0, MOST_ON_PAGE) });
  }
  return found;
}

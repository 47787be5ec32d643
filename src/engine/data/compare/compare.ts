import type { ComparedColumn, ComparedSide, CompareQuery, Comparison } from "../../../protocol/compare.ts";
import { plural } from "../../../shared/format.ts";
import type { Engine } from "../../engine.ts";
import { type Database, numberOf } from "../database.ts";
import { withData } from "../open/open.ts";
import type { Waiting } from "../open/shared.ts";
import { batches, ident } from "../sql.ts";
import { compareLevels } from "./categories.ts";
import { compareQuantities } from "./numbers.ts";
import { type ColumnPair, pairColumns } from "./pairs.ts";
import { type Side, sideOf, toldOf } from "./sides.ts";

const AT_ONCE = 100;
/** The data drift where at least so much of their columns does: Evidently's share. */
const DRIFT_SHARE = 0.5;

/** Two sets of rows side by side, column by column; all figures are exact. */
export function compareData(
  engine: Pick<Engine, "data" | "temp">,
  folder: string,
  query: CompareQuery,
  waiting: Waiting,
): Promise<Comparison> {
  return withSides(engine, folder, query, waiting, (database, before, after, progress) => look(database, query, before, after, progress));
}

type Progress = NonNullable<Waiting["progress"]>;

/** Opens both sides and lends them with a connection that sees both. */
export function withSides<R>(
  engine: Pick<Engine, "data" | "temp">,
  folder: string,
  query: CompareQuery,
  { signal, progress }: Waiting,
  work: (database: Database, before: Side, after: Side, progress: Progress) => Promise<R>,
): Promise<R> {
  const share = (from: number, to: number) => ({
    signal,
    progress: (fraction: number, phase: string) => progress?.(from + fraction * (to - from), phase),
  });
  return withData(
    engine,
    folder,
    query.before,
    (old) =>
      withData(
        engine,
        folder,
        query.after,
        async (now) => {
          const database = await old.connect(signal);
          try {
            const [before, after] = [await sideOf(database, old, query.before), await sideOf(database, now, query.after)];
            return await work(database, before, after, share(0.4, 1).progress);
          } finally {
            database.close();
          }
        },
        share(0.2, 0.4),
      ),
    share(0, 0.2),
  );
}

async function look(database: Database, { columns }: CompareQuery, before: Side, after: Side, progress: Progress): Promise<Comparison> {
  const pairs = pairColumns(before, after, columns);
  progress(0, "counting values");
  const counts = { before: await countsOf(database, before, pairs), after: await countsOf(database, after, pairs) };
  const compared: ComparedColumn[] = [];
  for (const [i, pair] of pairs.entries()) {
    progress(0.1 + (0.9 * i) / pairs.length, `comparing ${pair.name}`);
    compared.push(await compareColumn(database, pair, before, after, counts));
  }
  const tested = compared.filter(({ drifted }) => drifted !== null);
  const drifted = tested.filter((column) => column.drifted).length;
  return {
    before: toldOf(before),
    after: toldOf(after),
    columns: compared,
    drift: { tested: tested.length, drifted, verdict: tested.length === 0 ? null : drifted >= tested.length * DRIFT_SHARE },
    notes: notesOn(compared, before, after),
  };
}

type Counts = Map<string, number>;

async function countsOf(database: Database, side: Side, pairs: readonly ColumnPair[]): Promise<Counts> {
  const names = side.columns.map(({ name }) => name).filter((name) => pairs.some((pair) => pair.name === name));
  const counts: Counts = new Map();
  for (const group of batches(names, AT_ONCE)) {
    const row = await database.one(`SELECT ${group.map((name, i) => `count(${ident(name)}) AS c${i}`).join(", ")} FROM ${side.from}`);
    for (const [i, name] of group.entries()) counts.set(name, numberOf(row[`c${i}`]));
  }
  return counts;
}

async function compareColumn(
  database: Database,
  pair: ColumnPair,
  before: Side,
  after: Side,
  counts: Record<"before" | "after", Counts>,
): Promise<ComparedColumn> {
  const { name, change, as } = pair;
  const found = as === "number" || as === "date" ? await compareQuantities(database, pair, before, after) : null;
  const levels = found ? null : await compareLevels(database, pair, before, after);
  const side = (which: "before" | "after", { rows }: Side): ComparedSide | null => {
    const [storage, count] = [pair[which], counts[which].get(name)];
    if (storage === null || count === undefined) return null;
    const distinct = (found ?? levels)?.distinct[which] ?? 0;
    const empty = { min: null, max: null, mean: null, std: null, quantiles: null };
    return { storage, count, missing: rows - count, distinct, ...empty, ...found?.[which] };
  };
  return {
    name,
    change,
    as,
    before: side("before", before),
    after: side("after", after),
    bins: found?.bins ?? null,
    levels: as === "category" ? (levels?.levels ?? null) : null,
    distances: as === "none" ? [] : ((found ?? levels)?.distances ?? []),
    drifted: as === "none" ? null : ((found ?? levels)?.drifted ?? null),
  };
}

function notesOn(columns: readonly ComparedColumn[], before: Side, after: Side): string[] {
  const notes: string[] = [];
  const few = columns.filter(({ distances, drifted }) => distances.length > 0 && drifted === null).length;
  if (few > 0) notes.push(`${plural(few, "column")} with fewer than 30 values on a side: compared, without a verdict.`);
  for (const { opened } of [before, after]) {
    const { sampledFrom, rows } = opened.facts.ingested;
    if (sampledFrom !== null)
      notes.push(`${opened.facts.file}: a sample of ${plural(rows, "row")} of ${sampledFrom.toLocaleString("en-US")}.`);
  }
  return notes;
}

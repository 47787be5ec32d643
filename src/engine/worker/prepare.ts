import { mkdtemp, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { PrepareOutcome } from "../../protocol/prepare.ts";
import { SPLITS, type SplitName } from "../../protocol/run.ts";
import type { PrepareJob } from "../../protocol/worker.ts";
import { writeParts } from "../data/write-parts.ts";
import { prepareSplits, type SplitRows } from "../prepare/splits.ts";
import { experimentRows, withSource } from "./rows.ts";

/** Writes the rows of an experiment, or of one split of it, as its recipe prepares them. */
export async function prepareRows(job: PrepareJob, signal: AbortSignal): Promise<Omit<PrepareOutcome, "out">> {
  const { experiment, source, out, split } = job;
  const { rows, booleans } = await withSource(source, signal, async (reader) => {
    const found = experimentRows(reader, experiment);
    const each = async (name: SplitName): Promise<[SplitName, SplitRows]> => [
      name,
      { frame: await found.read(name), numbers: await found.numbers(name) },
    ];
    return { rows: Object.fromEntries(await Promise.all(SPLITS.map(each))) as Record<SplitName, SplitRows>, booleans: found.booleans };
  });
  const { steps, parts } = await prepareSplits(experiment, rows, booleans, signal);
  const wanted = split === undefined ? SPLITS : [split];
  // one split needs no column that says which
  const written = wanted.map((name) => (split === undefined ? parts[name] : { ...parts[name], columns: parts[name].columns.slice(0, -1) }));
  const temp = await mkdtemp(join(dirname(source.database), "out-"));
  try {
    await writeParts(out, written, temp, signal);
  } finally {
    await rm(temp, { recursive: true, force: true });
  }
  const splits = Object.fromEntries(wanted.map((name) => [name, parts[name].order.length]));
  const count = Object.values(splits).reduce((sum, one) => sum + one, 0);
  return { rows: count, columns: written[0]?.columns.map(({ name }) => name) ?? [], splits, steps };
}

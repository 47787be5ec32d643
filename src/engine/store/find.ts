import type { RunSummary } from "../../protocol/run.ts";
import { closest } from "../../shared/closest.ts";
import { runAmbiguous, runMissing } from "./errors.ts";
import type { RunList } from "./list.ts";
import { isUlid, RUNS, TRASH } from "./names.ts";

const SHORTEST_PREFIX = 4;
const ID_TAIL = 6;
const SHORTEST_COMMIT = 7;

export type Where = "kept" | "trash";

/**
 * The one run that `wanted` names: its id, the beginning (4 or more) or the last six characters of it, its name, or its
 * commit (7 or more). Throws `run-missing` or `run-ambiguous`.
 */
export async function findRun(list: RunList, wanted: string, where: Where): Promise<RunSummary> {
  const id = wanted.trim().toUpperCase();
  if (isUlid(id)) {
    const live = where === "kept" ? await list.liveOne(id) : undefined;
    const kept = (await list.kept((where === "kept" ? RUNS : TRASH) + id))[0];
    const found = kept ?? live;
    if (found) return found;
    throw runMissing(wanted, []);
  }
  const all = await list.list({ deleted: where === "trash" });
  return chooseRun(all, wanted.trim());
}

/** The run that `wanted` names among `runs`; a whole name goes before parts of ids. */
export function chooseRun(runs: readonly RunSummary[], wanted: string): RunSummary {
  const byName = runs.filter(({ name }) => name === wanted);
  const found = byName.length > 0 ? byName : runs.filter((run) => isNamedBy(run, wanted));
  if (found.length === 1) return found[0] as RunSummary;
  if (found.length > 1)
    throw runAmbiguous(
      wanted,
      found.map(({ id, name }) => `${name} (${id.slice(-ID_TAIL)})`),
    );
  throw runMissing(
    wanted,
    closest(
      wanted,
      runs.map(({ name }) => name),
    ),
  );
}

function isNamedBy({ id, commit }: RunSummary, wanted: string): boolean {
  const upper = wanted.toUpperCase();
  if (upper.length >= SHORTEST_PREFIX && id.startsWith(upper)) return true;
  if (upper.length === ID_TAIL && id.endsWith(upper)) return true;
  return wanted.length >= SHORTEST_COMMIT && Boolean(commit?.startsWith(wanted.toLowerCase()));
}

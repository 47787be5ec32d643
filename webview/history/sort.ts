import type { ParamValue, RunSummary } from "../../src/protocol/run.ts";
import type { Column } from "./columns.ts";

/** The runs by one column; runs that have no value there come last either way. Equal ones keep their order. */
export function sorted(runs: readonly RunSummary[], column: Column | undefined, descending: boolean): RunSummary[] {
  if (!column) return [...runs];
  const keyed = runs.map((run) => ({ run, value: column.value(run) }));
  keyed.sort((a, b) => {
    const [gapA, gapB] = [isGap(a.value), isGap(b.value)];
    if (gapA || gapB) return Number(gapA) - Number(gapB);
    return compare(a.value as Known, b.value as Known) * (descending ? -1 : 1);
  });
  return keyed.map(({ run }) => run);
}

type Known = Exclude<ParamValue, null>;

const isGap = (value: ParamValue | undefined): boolean => value === null || value === undefined || Number.isNaN(value);

const collator = new Intl.Collator("en", { numeric: true });

function compare(a: Known, b: Known): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  return collator.compare(String(a), String(b));
}

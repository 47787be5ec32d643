import type { Run } from "./run.ts";

/** As scikit-learn has it, an error is divided by 2^-52 where the actual value is 0: no other errors come near. */
const BY_ZERO = 1e9;

/** Why a mean percentage error is beyond all measure; empty where it is not. */
export function percentageNote({ scores, params: { target } }: Pick<Run, "scores" | "params">): string {
  const splits = Object.entries(scores).filter(([, figures]) => (figures?.mape ?? 0) > BY_ZERO);
  return splits.length === 0
    ? ""
    : `mape says nothing of ${splits.map(([split]) => split).join(" and ")}: it divides by ${target}, which is 0 in some of the rows.`;
}

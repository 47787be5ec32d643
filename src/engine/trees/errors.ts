import { failure, inputError } from "../../shared/errors.ts";
import { formatBytes } from "../../shared/format.ts";

export const treeThreadLost = (cause?: unknown) =>
  failure(
    {
      code: "tree-thread-lost",
      message: "A thread that grows the trees does not answer any more.",
      remedy: "Train again; if it happens again, free some memory or train on fewer rows.",
    },
    cause,
  );

export const treesTooLarge = (rows: number, features: number, bytes: number) =>
  inputError({
    code: "trees-too-large",
    message: `Trees on ${rows.toLocaleString("en")} rows of ${features.toLocaleString("en")} features would need ${formatBytes(bytes)} of memory; 4 GiB is the most they can use.`,
    remedy: 'Train on fewer rows or columns, or set a smaller "maxLeaves".',
    place: { field: "model" },
  });

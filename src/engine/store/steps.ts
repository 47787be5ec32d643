/** Points a process may die at, in the order they are passed. Tests stop, fail or kill it there. */
export const STEPS = [
  "begin/staging-made",
  "begin/snapshot-taken",
  "begin/published",
  "begin/protected",
  "finish/run-written",
  "finish/large-files-kept",
  "finish/blobs-written",
  "finish/tree-written",
  "finish/commit-written",
  "finish/ref-written",
  "finish/directory-removed",
  "remove/ref-moved",
  "restore/ref-moved",
  "extract/files-written",
] as const;

export type Step = (typeof STEPS)[number];
export type Steps = (step: Step) => void | Promise<void>;

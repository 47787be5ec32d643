import type { RowsOf } from "../../src/protocol/rows.ts";

const COMMIT = /^[0-9a-f]{40}([0-9a-f]{24})?$/;

/** What names these rows, in few words: `penguins.csv at 4f2a91c`, `train of penguins.experiment.json`. */
export function nameOf({ file, split, revision }: RowsOf): string {
  const name = file.split(/[\\/]/).at(-1) ?? file;
  const at = revision === undefined ? "" : ` at ${COMMIT.test(revision) ? revision.slice(0, 7) : revision}`;
  return `${split === undefined ? "" : `${split} of `}${name}${at}`;
}

/** The same where both are known: only what tells them apart. */
export function shortNames(before: RowsOf, after: RowsOf): [string, string] {
  if (before.file !== after.file) return [nameOf(before), nameOf(after)];
  if (before.split !== after.split) return [before.split ?? "all", after.split ?? "all"];
  return [short(before.revision), short(after.revision)];
}

const short = (revision: string | undefined): string =>
  revision === undefined ? "now" : COMMIT.test(revision) ? revision.slice(0, 7) : revision;

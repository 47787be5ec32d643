import { type GitCall, nothing, records } from "./call.ts";

/** Refs under `prefix`, by name from last to first. Nothing of what they point to is read. */
export const listRefs = (prefix: string): GitCall<{ ref: string; oid: string }[]> => ({
  args: ["for-each-ref", "--sort=-refname", "--format=%(refname)%00%(objectname)%00", prefix],
  parse(stdout) {
    const fields = records(stdout);
    const refs: { ref: string; oid: string }[] = [];
    for (let i = 0; i + 1 < fields.length; i += 2) refs.push({ ref: (fields[i] as string).trimStart(), oid: fields[i + 1] as string });
    return refs;
  },
});

export type RefChange =
  | { action: "create"; ref: string; oid: string }
  /** Must point to `from` now. */
  | { action: "move"; ref: string; oid: string; from: string }
  /** Points there afterwards, wherever it pointed before. */
  | { action: "point"; ref: string; oid: string }
  /** Must point to `oid` now. */
  | { action: "delete"; ref: string; oid: string }
  /** Gone afterwards, wherever it pointed, if it was there at all. */
  | { action: "drop"; ref: string }
  | { action: "absent"; ref: string; oid: string };

/** All of it or nothing of it. `zero` is the repository's id of nothing. */
export const changeRefs = (changes: readonly RefChange[]): GitCall<void> => ({
  args: ["update-ref", "--stdin", "-z"],
  input: ["start\0", ...changes.map(instruction), "prepare\0", "commit\0"].join(""),
  parse: nothing,
});

function instruction(change: RefChange): string {
  switch (change.action) {
    case "create":
      return `create ${change.ref}\0${change.oid}\0`;
    case "move":
      return `update ${change.ref}\0${change.oid}\0${change.from}\0`;
    case "point":
      return `update ${change.ref}\0${change.oid}\0\0`;
    case "delete":
      return `delete ${change.ref}\0${change.oid}\0`;
    case "drop":
      return `delete ${change.ref}\0\0`;
    case "absent":
      return `verify ${change.ref}\0${"0".repeat(change.oid.length)}\0`;
  }
}

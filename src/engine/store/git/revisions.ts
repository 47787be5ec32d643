import type { Revision } from "../../../protocol/revision.ts";
import { type GitCall, records } from "./call.ts";

/** Commits up to HEAD that changed `path` (relative to where git runs), the newest first. */
export const revisionsOf = (path: string, most: number): GitCall<Revision[]> => ({
  args: ["log", "-z", `--max-count=${most}`, "--format=%H%n%ct%n%an%n%s", "--no-show-signature", "--", `:(top,literal)${path}`],
  parse: (stdout) => records(stdout.endsWith("\0") || stdout === "" ? stdout : `${stdout}\0`).map(parseRevision),
});

function parseRevision(record: string): Revision {
  const [commit = "", seconds = "0", author = "", ...subject] = record.split("\n");
  return { commit, time: Number(seconds) * 1000, author, subject: subject.join(" ").trim() };
}

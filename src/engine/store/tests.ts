import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { KeptTests } from "../../protocol/modeltest.ts";
import type { RunSummary } from "../../protocol/run.ts";
import { gitFailureOf } from "./git/failure.ts";
import { readBlob, writeBlobs } from "./git/objects.ts";
import { changeRefs, listRefs } from "./git/refs.ts";
import { TESTS } from "./names.ts";
import type { Repository } from "./repository.ts";
import { commitAs } from "./run/keep.ts";
import { writeNestedTree } from "./run/tree.ts";

const FILE = "tests.json";
const MOST_TRIES = 5;

type TestedRun = Pick<RunSummary, "id" | "name" | "commit">;

/** What was found when the run's model was last tested; null where it never was. */
export async function readTests({ git }: Pick<Repository, "git">, id: string): Promise<KeptTests | null> {
  const [found] = await git(listRefs(TESTS + id));
  return found ? readAt(git, found.oid) : null;
}

/**
 * Keeps what tests of a run found: a commit on a ref of its own, because the run's commit never changes. Its parent is the
 * one before, the first one's is the run, so that `git log` of the ref is the history of its tests. Of two writers at once,
 * the second adds to what the first has kept.
 */
export async function keepTests(
  { git }: Pick<Repository, "git">,
  run: TestedRun,
  add: (before: KeptTests | null) => KeptTests,
): Promise<void> {
  const ref = TESTS + run.id;
  for (let tries = 1; ; tries += 1) {
    const [found] = await git(listRefs(ref));
    const tests = add(found ? await readAt(git, found.oid) : null);
    const tree = await treeOf(git, tests);
    const parent = found?.oid ?? run.commit;
    const oid = await commitAs(git, { tree, parent, message: messageOf(run, tests), authored: Date.now() });
    try {
      await git(changeRefs([found ? { action: "move", ref, oid, from: found.oid } : { action: "create", ref, oid }]));
      return;
    } catch (error) {
      const lost = /reference already exists|is at [0-9a-f]+ but expected|unable to resolve/.test(gitFailureOf(error)?.stderr ?? "");
      if (!lost || tries === MOST_TRIES) throw error;
    }
  }
}

const readAt = async (git: Repository["git"], commit: string) =>
  JSON.parse((await git.bytes(readBlob(`${commit}:${FILE}`))).toString("utf8")) as KeptTests;

async function treeOf(git: Repository["git"], tests: KeptTests): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), "trainyard-tests-"));
  try {
    const file = join(directory, FILE);
    await writeFile(file, `${JSON.stringify(tests, null, 2)}\n`);
    const [oid = ""] = await git(writeBlobs([file]));
    return await writeNestedTree(git, [{ path: FILE, mode: "100644", oid }]);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

function messageOf({ id, name }: TestedRun, { suites }: KeptTests): string {
  const results = suites.flatMap((suite) => suite.results);
  const count = (status: string) => results.filter((result) => result.status === status).length;
  return `trainyard tests of ${name}: ${count("passed")} passed, ${count("failed") + count("errored")} failed\n\nRun: ${id}\n`;
}

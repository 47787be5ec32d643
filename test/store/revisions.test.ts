import assert from "node:assert/strict";
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileRevisions } from "../../src/engine/store/revisions.ts";
import { tempDir } from "../support/temp.ts";
import { committed, git, repository, write } from "./support.ts";

const commit = (root: string, subject: string) => {
  git(root, ["add", "-A"]);
  git(root, ["commit", "--quiet", "--allow-empty", "-m", subject]);
};

describe("the revisions of a file", () => {
  it("are the commits that changed it, newest first, wherever in the repository it lies", async () => {
    const root = committed({ "data/a [1].csv": "x\n1\n", "b.csv": "1" });
    write(root, { "data/a [1].csv": "x\n2\n" });
    commit(root, "Second: ü, with a body\n\nThe body.");
    write(root, { "b.csv": "2" });
    commit(root, "Another file");
    const found = await fileRevisions(join(root, "data"), "a [1].csv");
    assert.deepEqual(found.map(({ subject }) => subject).slice(0, 1), ["Second: ü, with a body"]);
    assert.equal(found.length, 2);
    assert.equal(found[0]?.commit, git(root, ["rev-parse", "HEAD~1"]).trim());
    assert.ok((found[0]?.time ?? 0) > Date.UTC(2020, 0, 1));
    assert.equal((await fileRevisions(root, join(root, "b.csv"))).length, 2);
    rmSync(join(root, "b.csv"));
    assert.equal((await fileRevisions(root, "b.csv")).length, 2, "also of one that is gone from disk");
  });

  it("are none where there is nothing to compare with", async () => {
    assert.deepEqual(await fileRevisions(tempDir(), "a.csv"), [], "no repository");
    const empty = repository();
    write(empty, { "a.csv": "1" });
    assert.deepEqual(await fileRevisions(empty, "a.csv"), [], "no commit");
    const root = committed({ "a.csv": "1" });
    assert.deepEqual(await fileRevisions(root, "new.csv"), []);
    assert.deepEqual(await fileRevisions(root, "*.csv"), [], "a glob is no file");
    assert.deepEqual(await fileRevisions(root, "gone/a.csv"), []);
    mkdirSync(join(root, "sub"));
    assert.deepEqual(await fileRevisions(join(root, "sub"), join(tempDir(), "a.csv")), []);
  });
});

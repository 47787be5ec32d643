import assert from "node:assert/strict";
import { explainGit } from "../../src/engine/store/errors.ts";
import { lines, records } from "../../src/engine/store/git/call.ts";
import { gitEnvironment } from "../../src/engine/store/git/environment.ts";
import { GitFailure } from "../../src/engine/store/git/failure.ts";
import { listTree, parseObjects, quotePath, writeTrees } from "../../src/engine/store/git/objects.ts";
import { changeRefs, listRefs } from "../../src/engine/store/git/refs.ts";
import { lfsTracked, listUntracked, parseStatus } from "../../src/engine/store/git/status.ts";
import { formatPointer, lfsAttributes, parsePointer } from "../../src/engine/store/lfs/pointer.ts";

const nul = (...fields: string[]) => fields.map((field) => `${field}\0`).join("");

describe("store: what git says, read", () => {
  it("lines and records", () => {
    assert.deepEqual(lines("a\r\nb\n\n"), ["a", "b"]);
    assert.deepEqual(records(nul("a", "", "b\nc")), ["a", "", "b\nc"]);
    assert.deepEqual(records("a\0cut of"), ["a"]);
    assert.deepEqual(records(""), []);
  });

  it("status --porcelain=v2", () => {
    const oid = "1".repeat(40);
    const stdout = nul(
      `# branch.oid ${oid}`,
      "# branch.head feature/x y",
      `1 M. N... 100644 100644 100644 ${oid} ${oid} staged only.ts`,
      `1 .M N... 100644 100644 100644 ${oid} ${oid} changed file.ts`,
      `1 .D N... 100644 100644 000000 ${oid} ${oid} gone`,
      `1 .M S.M. 160000 160000 160000 ${oid} ${oid} sub`,
      `1 .M SC.. 160000 160000 160000 ${oid} ${oid} moved`,
      `u UU N... 100644 100644 100644 100644 ${oid} ${oid} ${oid} both`,
    );
    assert.deepEqual(parseStatus(stdout), {
      head: oid,
      branch: "feature/x y",
      dirty: true,
      changes: [
        { path: "changed file.ts", dirtySubmodule: false },
        { path: "gone", dirtySubmodule: false },
        { path: "sub", dirtySubmodule: true },
        { path: "moved", dirtySubmodule: false },
        { path: "both", dirtySubmodule: false },
      ],
    });
    assert.deepEqual(parseStatus(nul("# branch.oid (initial)", "# branch.head main")), {
      head: null,
      branch: "main",
      changes: [],
      dirty: false,
    });
    assert.equal(parseStatus(nul(`# branch.oid ${oid}`, "# branch.head (detached)")).branch, null);
  });

  it("ls-files, bounded", () => {
    const { parse } = listUntracked({ records: 2, ms: 1 });
    assert.deepEqual(parse(nul("a", "nested/"), true), { paths: ["a"], complete: true });
    assert.deepEqual(parse(nul("a", "b", "c"), true), { paths: ["a", "b"], complete: false });
    assert.deepEqual(parse("a\0b", false), { paths: ["a"], complete: false });
  });

  it("check-attr", () => {
    assert.deepEqual(lfsTracked([]).parse(nul("a", "filter", "lfs", "b", "filter", "unspecified"), true), new Set(["a"]));
  });

  it("cat-file --batch, also when it breaks off", () => {
    const [a, b, c] = ["a".repeat(40), "b".repeat(40), "c".repeat(40)];
    const stdout = Buffer.from(`${a} blob 3\nx\ny\n${b} missing\n${c} commit 2\nok\n`);
    assert.deepEqual(
      parseObjects(stdout, [a, b, c]).map(({ type, bytes }) => [type, bytes?.toString()]),
      [
        ["blob", "x\ny"],
        ["missing", undefined],
        ["commit", "ok"],
      ],
    );
    assert.equal(parseObjects(stdout.subarray(0, stdout.length - 2), [a, b, c]).length, 2);
    assert.equal(parseObjects(Buffer.alloc(0), [a]).length, 0);
  });

  it("ls-tree, with names of every kind", () => {
    const oid = "a".repeat(40);
    assert.deepEqual(listTree("x").parse(nul(`100755 blob ${oid}      12\tb c/d\te\n`, `160000 commit ${oid}       -\tsub`), true), [
      { mode: "100755", type: "blob", oid, bytes: 12, path: "b c/d\te\n" },
      { mode: "160000", type: "commit", oid, bytes: 0, path: "sub" },
    ]);
  });

  it("for-each-ref", () => {
    const stdout = `${nul("refs/x/b", "1")}\n${nul("refs/x/a", "2")}\n`;
    assert.deepEqual(listRefs("refs/x/").parse(stdout, true), [
      { ref: "refs/x/b", oid: "1" },
      { ref: "refs/x/a", oid: "2" },
    ]);
  });
});

describe("store: what git is told", () => {
  it("quotes only the paths that a line cannot carry", () => {
    assert.equal(quotePath("/a b/é.txt"), "/a b/é.txt");
    assert.equal(quotePath('/a"\\\nb'), '"/a\\"\\\\\\nb"');
  });

  it("trees and refs as NUL-ended records", () => {
    const oid = "a".repeat(40);
    assert.equal(writeTrees([[{ mode: "40000", oid, name: "d" }], []]).input, `40000 tree ${oid}\td\0\0\0`);
    assert.equal(
      changeRefs([
        { action: "absent", ref: "refs/a", oid },
        { action: "create", ref: "refs/b", oid },
        { action: "drop", ref: "refs/c" },
      ]).input,
      `start\0verify refs/a\0${"0".repeat(40)}\0create refs/b\0${oid}\0delete refs/c\0\0prepare\0commit\0`,
    );
  });

  it("an environment without what would lead it elsewhere", () => {
    const before = { ...process.env };
    Object.assign(process.env, {
      GIT_DIR: "x",
      GIT_WORK_TREE: "x",
      GIT_AUTHOR_DATE: "x",
      EDITOR: "vi",
      LANG: "fr_FR.UTF-8",
      GIT_SSH_COMMAND: "ssh -i k",
      GIT_AUTHOR_NAME: "A",
    });
    try {
      const env = gitEnvironment({ GIT_INDEX_FILE: "mine" });
      for (const gone of ["GIT_DIR", "GIT_WORK_TREE", "GIT_AUTHOR_DATE", "EDITOR", "LANG"]) assert.equal(env[gone], undefined, gone);
      assert.deepEqual(
        [
          env.GIT_SSH_COMMAND,
          env.GIT_AUTHOR_NAME,
          env.LC_ALL,
          env.GIT_TERMINAL_PROMPT,
          env.GIT_OPTIONAL_LOCKS,
          env.GIT_INDEX_FILE,
          env.PATH,
        ],
        ["ssh -i k", "A", "C", "0", "0", "mine", process.env.PATH],
      );
    } finally {
      for (const key of Object.keys(process.env)) if (!(key in before)) delete process.env[key];
      Object.assign(process.env, before);
    }
  });

  it("git-lfs pointers, and attributes for any name", () => {
    const pointer = { sha256: "ab".repeat(32), bytes: 12345 };
    assert.deepEqual(parsePointer(Buffer.from(formatPointer(pointer))), pointer);
    assert.equal(parsePointer(Buffer.from("version https://git-lfs.github.com/spec/v1\noid sha256:short\n")), undefined);
    assert.equal(parsePointer(Buffer.concat([Buffer.from(formatPointer(pointer)), Buffer.alloc(1024)])), undefined);
    assert.equal(lfsAttributes(['a [1]*"\\\n']), '"/a \\\\[1]\\\\*\\"\\\\\\\\\\n" filter=lfs diff=lfs merge=lfs -text\n');
  });
});

describe("store: what git complains of, explained", () => {
  const cases: [said: string, code: string][] = [
    ["Error: spawn git ENOENT", "git-missing"],
    ["fatal: not a git repository (or any of the parent directories): .git", "no-repository"],
    ["fatal: detected dubious ownership in repository at '/x y'", "repository-not-trusted"],
    ["fatal: bad config line 3 in file .git/config", "git-config-broken"],
    ["fatal: bad boolean config value 'maybe' for 'core.bare'", "git-config-broken"],
    ["error: file write error: No space left on device\nfatal: unable to write blob", "disk-full"],
    ["error: insufficient permission for adding an object to repository database .git/objects", "store-read-only"],
    ["fatal: Unable to create '/x/.git/packed-refs.lock': File exists.", "git-locked"],
    ["fatal: something else altogether", "git-failed"],
    ["", "git-failed"],
  ];
  for (const [said, code] of cases) {
    it(`${said.split("\n", 1)[0] || "nothing"} -> ${code}`, () => {
      const { facts } = explainGit(new GitFailure(128, Buffer.alloc(0), said), ["rev-parse"], "/folder");
      assert.equal(facts.code, code);
      assert.ok(!/fatal:|\n/.test(facts.message), facts.message);
      assert.ok(facts.remedy.length > 5);
    });
  }
});

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmodSync, lstatSync, readdirSync, readFileSync, readlinkSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ulid } from "ulid";
import { TrainyardError } from "../../src/shared/errors.ts";
import { tempDir } from "../support/temp.ts";
import { committed, git, open, repository, trainOnce, write } from "./support.ts";

const code = (wanted: string) => (error: unknown) => TrainyardError.is(error, wanted);
const filesIn = (directory: string) =>
  readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(directory.length + 1))
    .sort();

describe("store: getting files out", () => {
  const artifacts = { "model/model.json": "{}", "model/weights.bin": Buffer.alloc(3 << 20, 5), "evaluation.json": "[]" };

  it("writes all artifacts, or those under a path, large ones as the bytes they stand for", async () => {
    const store = await open(committed());
    const run = await trainOnce(store, {}, artifacts);
    const all = join(tempDir(), "all");
    assert.deepEqual((await store.extractArtifacts(run.name, all)).sort(), Object.keys(artifacts).sort());
    assert.deepEqual(filesIn(all), Object.keys(artifacts).sort());
    assert.deepEqual(readFileSync(join(all, "model", "weights.bin")), artifacts["model/weights.bin"]);
    const empty = tempDir();
    await store.extractArtifacts(run.id, empty, "model");
    assert.deepEqual(filesIn(empty), ["model/model.json", "model/weights.bin"]);
    const one = join(tempDir(), "one");
    assert.deepEqual(await store.extractArtifacts(run.id, one, "evaluation.json"), ["evaluation.json"]);
    await assert.rejects(store.extractArtifacts(run.id, all), code("directory-not-empty"));
  });

  it("writes the code with its modes and links", async () => {
    const root = committed({ "train.ts": "1", "run.sh": "#!/bin/sh\n" });
    chmodSync(join(root, "run.sh"), 0o755);
    symlinkSync("train.ts", join(root, "link.ts"));
    write(root, { "data/é 1.csv": Buffer.alloc(2 << 20, 1) });
    const store = await open(root);
    const run = await trainOnce(store);
    const out = join(tempDir(), "source");
    await store.extractSource(run.id, out);
    assert.deepEqual(filesIn(out), ["data/é 1.csv", "link.ts", "run.sh", "train.ts"]);
    assert.equal(readlinkSync(join(out, "link.ts")), "train.ts");
    assert.ok((statSync(join(out, "run.sh")).mode & 0o111) !== 0);
    assert.equal(statSync(join(out, "data", "é 1.csv")).size, 2 << 20);
    const data = join(tempDir(), "data");
    assert.deepEqual(await store.extractSource(run.id, data, "data/é 1.csv"), ["data/é 1.csv"]);
  });

  it("names a large file that is missing or damaged, and leaves nothing half-done", async () => {
    const root = committed();
    const store = await open(root);
    const run = await trainOnce(store, {}, artifacts);
    const objects = join(root, ".git", "lfs", "objects");
    const object = filesIn(objects).map((name) => join(objects, name))[0] as string;
    chmodSync(object, 0o644);
    writeFileSync(object, Buffer.alloc(3 << 20, 6));
    const parent = tempDir();
    const names = (error: unknown) => TrainyardError.is(error) && error.facts.place?.file === "model/weights.bin";
    await assert.rejects(store.extractArtifacts(run.id, join(parent, "out")), (error) => code("large-file-broken")(error) && names(error));
    rmSync(object);
    await assert.rejects(store.extractArtifacts(run.id, join(parent, "out")), (error) => code("large-file-missing")(error) && names(error));
    await assert.rejects(store.readArtifact(run.id, "model/weights.bin"), code("large-file-missing"));
    assert.deepEqual(readdirSync(parent), []);
    assert.equal(String(await store.readArtifact(run.id, "evaluation.json")), "[]");
  });

  it("leaves a pointer of the user's own where its bytes are not here", async () => {
    const root = committed({
      "train.ts": "1",
      "photo.bin": `version https://git-lfs.github.com/spec/v1\noid sha256:${"1".repeat(64)}\nsize 9999999\n`,
    });
    const store = await open(root);
    const run = await trainOnce(store);
    const out = join(tempDir(), "out");
    await store.extractSource(run.id, out);
    assert.match(readFileSync(join(out, "photo.bin"), "utf8"), /^version/);
  });

  it("says what a run has instead of what was asked for", async () => {
    const store = await open(committed());
    const run = await trainOnce(store, {}, artifacts);
    await assert.rejects(
      store.readArtifact(run.id, "evaluaton.json"),
      (error) => code("artifact-missing")(error) && /evaluation\.json/.test((error as TrainyardError).facts.remedy),
    );
    for (const path of ["", "..", "../run.json", "model", "/etc/passwd"])
      await assert.rejects(store.readArtifact(run.id, path), code("artifact-missing"), path);
    const bare = await trainOnce(store, {}, {});
    await assert.rejects(store.extractArtifacts(bare.id, join(tempDir(), "x")), code("artifact-missing"));
  });

  it("never writes outside the directory, whatever names a fetched commit has", async () => {
    const root = repository();
    const store = await open(root);
    const run = await trainOnce(store);
    const blob = execFileSync("git", ["hash-object", "-w", "--stdin"], { cwd: root, input: "evil" }).toString().trim();
    const link = execFileSync("git", ["hash-object", "-w", "--stdin"], { cwd: root, input: tempDir() }).toString().trim();
    const raw = (entries: [mode: string, name: string, oid: string][]) =>
      execFileSync("git", ["hash-object", "-w", "-t", "tree", "--literally", "--stdin"], {
        cwd: root,
        input: Buffer.concat(entries.flatMap(([mode, name, oid]) => [Buffer.from(`${mode} ${name}\0`), Buffer.from(oid, "hex")])),
      })
        .toString()
        .trim();
    const inner = raw([["100644", "evil", blob]]);
    const artifactsTree = raw([
      ["100644", "../up", blob],
      ["40000", "..", inner],
      ["40000", ".git", inner],
      ["100644", "ok", blob],
      ["120000", "x", link],
      ["40000", "x", inner],
    ]);
    const runJson = git(root, ["rev-parse", `${run.commit}:run.json`]).trim();
    const message = git(root, ["log", "-1", "--format=%B", run.commit as string]);
    const id = ulid();
    const tree = raw([
      ["40000", "artifacts", artifactsTree],
      ["100644", "run.json", runJson],
    ]);
    const commit = execFileSync("git", ["-c", "user.name=x", "-c", "user.email=x", "commit-tree", tree, "-F", "-"], {
      cwd: root,
      input: message.replaceAll(run.id, id),
    })
      .toString()
      .trim();
    git(root, ["update-ref", `refs/trainyard/runs/${id}`, commit]);
    const parent = tempDir();
    await store.extractArtifacts(id, join(parent, "out"));
    assert.deepEqual(readdirSync(parent), ["out"]);
    assert.deepEqual(filesIn(join(parent, "out")), ["ok", "x/evil"]);
    assert.ok(lstatSync(join(parent, "out", "x")).isDirectory());
  });
});

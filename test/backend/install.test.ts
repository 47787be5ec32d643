import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { deflateRawSync } from "node:zlib";
import { ROOT } from "../support/paths.ts";
import { tempDir } from "../support/temp.ts";

const part = (name: string) => import(pathToFileURL(join(ROOT, "src", "dev", "tensorflow", name)).href);

/** A zip archive of these files, every other one stored as it is. */
function zipOf(files: Record<string, string>): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  Object.entries(files).forEach(([name, text], i) => {
    const method = i % 2 === 0 ? 8 : 0;
    const packed = method === 8 ? deflateRawSync(text) : Buffer.from(text);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(Buffer.byteLength(name), 26);
    local.writeUInt16LE(4, 28); // an extra field, that has to be skipped
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(method, 10);
    entry.writeUInt32LE(packed.length, 20);
    entry.writeUInt16LE(Buffer.byteLength(name), 28);
    entry.writeUInt16LE(2, 32); // a comment
    entry.writeUInt32LE(offset, 42);
    locals.push(local, Buffer.from(name), Buffer.alloc(4), packed);
    directory.push(entry, Buffer.from(name), Buffer.from("hi"));
    offset += 34 + Buffer.byteLength(name) + packed.length;
  });
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, central, end]);
}

/** Runs `work` where no program can be found. */
async function withoutPrograms<T>(work: () => Promise<T>): Promise<T> {
  const { PATH, CXX } = process.env;
  process.env.PATH = tempDir();
  delete process.env.CXX;
  try {
    return await work();
  } finally {
    process.env.PATH = PATH;
    if (CXX !== undefined) process.env.CXX = CXX;
  }
}

const silent = () => undefined;

describe("dev/tensorflow", () => {
  it("takes files out of a zip archive", async () => {
    const { openZip } = await part("zip.mjs");
    const dir = tempDir();
    const files = { "a.txt": "deflated ".repeat(1000), "dir/b.txt": "stored", "é.txt": "ü" };
    writeFileSync(join(dir, "a.zip"), zipOf(files));
    const zip = await openZip(join(dir, "a.zip"));
    for (const [name, text] of Object.entries(files)) {
      assert.ok(zip.has(name));
      assert.equal((await zip.read(name)).toString(), text);
      await zip.extract(name, join(dir, "out"));
      assert.equal(readFileSync(join(dir, "out"), "utf8"), text);
    }
    assert.equal(zip.has("nowhere"), false);
    await assert.rejects(zip.read("nowhere"), /has no nowhere/);
    await zip.close();
  });

  it("says so when a file is not a zip archive", async () => {
    const { openZip } = await part("zip.mjs");
    const file = join(tempDir(), "a.zip");
    writeFileSync(file, "x".repeat(100));
    await assert.rejects(openZip(file), /not a zip archive/);
  });

  it("removes a wheel whose checksum is wrong and keeps one whose is right", async () => {
    const { checkSum } = await part("wheel.mjs");
    const file = join(tempDir(), "a.whl");
    writeFileSync(file, "content");
    await checkSum(file, createHash("sha256").update("content").digest("hex"));
    assert.ok(existsSync(file));
    await assert.rejects(checkSum(file, "0".repeat(64)), /not the expected file.*Try again/);
    assert.equal(existsSync(file), false);
  });

  it("builds on Linux x64 with glibc only", async () => {
    const { buildsHere } = await part("platform.mjs");
    assert.equal(
      buildsHere({ platform: "linux", arch: "x64" }, () => "2.36"),
      true,
    );
    assert.equal(
      buildsHere({ platform: "darwin", arch: "arm64" }, () => "2.36"),
      false,
    );
    assert.equal(
      buildsHere({ platform: "linux", arch: "arm64" }, () => "2.36"),
      false,
    );
    assert.throws(() => buildsHere({ platform: "linux", arch: "x64" }, () => undefined), /musl.*wasm/);
    assert.throws(() => buildsHere({ platform: "linux", arch: "x64" }, () => "2.12"), /glibc 2\.17 or newer/);
  });

  it("without Python: says what to install", async () => {
    const { ensureWheel } = await part("wheel.mjs");
    await withoutPrograms(() => assert.rejects(ensureWheel(tempDir(), silent), /Python 3 with pip is needed.*apt-get install python3/));
  });

  it("without a compiler: says what to install", async () => {
    const { compileBinding } = await part("compile.mjs");
    await withoutPrograms(() =>
      assert.rejects(compileBinding(tempDir(), tempDir(), tempDir(), silent), /C\+\+ compiler is needed.*apt-get install g\+\+/),
    );
  });

  it("does nothing where it has been done", async () => {
    const { installTensorflow } = await part("install.mjs");
    const { writeStamp, bindingOf } = await part("stamp.mjs");
    const root = tempDir();
    const directory = join(root, "node_modules", "@tensorflow", "tfjs-node");
    mkdirSync(join(bindingOf(directory), ".."), { recursive: true });
    writeFileSync(bindingOf(directory), "");
    writeStamp(directory, "2.12.1");
    const said: string[] = [];
    const result = await withoutPrograms(() => installTensorflow({ root, cache: tempDir(), say: (line: string) => said.push(line) }));
    assert.deepEqual(result, { version: "2.12.1", fresh: false });
    assert.deepEqual(said, []);
  });

  it("patches what Node 23 took away, once", async () => {
    const { patchForNewNode } = await part("package.mjs");
    const directory = tempDir();
    mkdirSync(join(directory, "dist", "kernels"), { recursive: true });
    const main = join(directory, "dist", "nodejs_kernel_backend.js");
    writeFileSync(main, "if ((0, util_1.isNullOrUndefined)(value)) {} if ((0, util_1.isArray)(x)) {}");
    writeFileSync(join(directory, "dist", "kernels", "TopK.js"), "(0, util_1.isNullOrUndefined)(k)");
    patchForNewNode(directory);
    patchForNewNode(directory);
    assert.equal(readFileSync(main, "utf8"), "if ((value == null)) {} if (Array.isArray(x)) {}");
    assert.equal(readFileSync(join(directory, "dist", "kernels", "TopK.js"), "utf8"), "(k == null)");
  });
});

import { randomUUID } from "node:crypto";
import { chmod, mkdir, readdir, rename, rm, rmdir, symlink, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { TrainyardError } from "../../../shared/errors.ts";
import { directoryNotEmpty, explainFile } from "../errors.ts";
import type { Git } from "../git/call.ts";
import { type ListedFile, listTree, readObjects } from "../git/objects.ts";
import { POINTER_LIMIT, parsePointer } from "../lfs/pointer.ts";
import type { Repository } from "../repository.ts";
import type { Steps } from "../steps.ts";

export interface ExtractOptions {
  /** Only this file, or what lies under this directory; with its path kept. */
  only?: string | undefined;
  /** A large file that is not in the LFS store stays the pointer it is, instead of failing all. */
  lenient?: boolean;
  step: Steps;
}

const BATCH_BYTES = 64 * 1024 * 1024;
const LINK = "120000";

/**
 * Writes the files of a tree (`commit:path`) into `directory`, which must be new or empty: all of them or, when anything
 * fails, none. Returns their paths.
 */
export async function extractTree(
  repository: Repository,
  tree: string,
  directory: string,
  { only, lenient = false, step }: ExtractOptions,
): Promise<string[]> {
  const target = resolve(directory);
  if ((await readdir(target).catch(() => [])).length > 0) throw directoryNotEmpty(target);
  const listed = (await repository.git(listTree(tree))).filter(({ type, path }) => type === "blob" && isSafe(path) && isWanted(path, only));
  const staging = `${target}.${randomUUID()}.tmp`;
  try {
    await mkdir(staging, { recursive: true });
    const links = listed.filter(({ mode }) => mode === LINK);
    for (const batch of batches(listed.filter(({ mode }) => mode !== LINK))) await writeBatch(repository, batch, staging, lenient);
    // Links last: no file is ever written through one.
    for (const batch of batches(links)) await writeLinks(repository.git, batch, staging);
    await step("extract/files-written");
    await rmdir(target).catch(() => undefined);
    await rename(staging, target);
    return listed.map(({ path }) => path);
  } catch (error) {
    await rm(staging, { recursive: true, force: true });
    throw explainFile(error, target);
  }
}

const isWanted = (path: string, only: string | undefined) =>
  only === undefined || path === only || path.startsWith(only.endsWith("/") ? only : `${only}/`);

/** A commit that came from elsewhere may carry names made to escape the directory. */
const isSafe = (path: string) =>
  path.split("/").every((part) => part !== "" && part !== "." && part !== ".." && part.toLowerCase() !== ".git" && !/[\\\0]/.test(part));

function* batches(files: ListedFile[]): Generator<ListedFile[]> {
  let batch: ListedFile[] = [];
  let bytes = 0;
  for (const file of files) {
    if (batch.length > 0 && bytes + file.bytes > BATCH_BYTES) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(file);
    bytes += file.bytes;
  }
  if (batch.length > 0) yield batch;
}

async function contents(git: Git, files: ListedFile[]): Promise<Map<ListedFile, Buffer>> {
  const objects = await git.bytes(readObjects(files.map(({ oid }) => oid)));
  return new Map(files.map((file, i) => [file, objects[i]?.bytes ?? Buffer.alloc(0)]));
}

async function writeBatch({ git, lfs }: Repository, files: ListedFile[], staging: string, lenient: boolean): Promise<void> {
  for (const [{ path, mode, bytes: size }, bytes] of await contents(git, files)) {
    const file = join(staging, path);
    await mkdir(dirname(file), { recursive: true });
    const pointer = size < POINTER_LIMIT ? parsePointer(bytes) : undefined;
    if (pointer) {
      const storage = await lfs();
      await storage.copy(pointer, file, path).catch((error: unknown) => {
        if (lenient && TrainyardError.is(error, "large-file-missing")) return writeFile(file, bytes);
        throw error;
      });
    } else await writeFile(file, bytes);
    await chmod(file, mode === "100755" ? 0o755 : 0o644);
  }
}

async function writeLinks(git: Git, files: ListedFile[], staging: string): Promise<void> {
  for (const [{ path }, target] of await contents(git, files)) {
    const file = join(staging, path);
    await mkdir(dirname(file), { recursive: true });
    await symlink(target, file).catch((error: NodeJS.ErrnoException) => {
      if (error.code === "EEXIST") return undefined; // a made-up tree with two entries of one name
      return writeFile(file, target); // as git does where links cannot be made
    });
  }
}

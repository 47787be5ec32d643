import { randomUUID } from "node:crypto";
import { constants } from "node:fs";
import { copyFile, link, mkdir, open, rename, rm, stat } from "node:fs/promises";
import { isAbsolute, join } from "node:path";
import { hashFile } from "../../sha256.ts";
import { explainFile, largeFileBroken, largeFileMissing } from "../errors.ts";
import type { Pointer } from "./pointer.ts";

/** git-lfs's own store of the repository: what lies in it, any git-lfs can push, fetch and check. */
export interface LfsStorage {
  /** Keeps a file's bytes. `owned` files are ours and never change again: they may share their disk blocks by a hard link. */
  put(file: string, owned: boolean): Promise<Pointer>;
  /** Where the bytes lie; undefined when they are not here. */
  find(pointer: Pointer): Promise<string | undefined>;
  /** Copies the bytes to a new file, and checks that they are the right ones. `name` is for the error. */
  copy(pointer: Pointer, to: string, name: string): Promise<void>;
}

/** `configured` is git's `lfs.storage`, empty where not set; relative to the common git directory as git-lfs takes it. */
export function openLfsStorage(commonDir: string, configured: string): LfsStorage {
  const root = configured === "" ? join(commonDir, "lfs") : isAbsolute(configured) ? configured : join(commonDir, configured);
  const place = (sha256: string) => join(root, "objects", sha256.slice(0, 2), sha256.slice(2, 4), sha256);

  const find: LfsStorage["find"] = async ({ sha256, bytes }) => {
    const path = place(sha256);
    const found = await stat(path).catch(() => undefined);
    return found?.isFile() && found.size === bytes ? path : undefined;
  };

  return {
    find,
    async put(file, owned) {
      try {
        let pointer = await hashFile(file);
        if (await find(pointer)) return pointer;
        const temporary = join(root, "tmp", `trainyard-${randomUUID()}`);
        await mkdir(join(root, "tmp"), { recursive: true });
        try {
          if (!(owned && (await linked(file, temporary)))) {
            await copyFile(file, temporary, constants.COPYFILE_FICLONE);
            pointer = await hashFile(temporary); // the file may have changed between the two readings
          }
          await sync(temporary);
          await mkdir(join(place(pointer.sha256), ".."), { recursive: true });
          await rename(temporary, place(pointer.sha256));
          return pointer;
        } finally {
          await rm(temporary, { force: true });
        }
      } catch (error) {
        throw explainFile(error, root);
      }
    },
    async copy(pointer, to, name) {
      const from = await find(pointer);
      if (!from) throw largeFileMissing(name, pointer.sha256);
      await copyFile(from, to, constants.COPYFILE_FICLONE);
      if ((await hashFile(to)).sha256 !== pointer.sha256) throw largeFileBroken(name, pointer.sha256);
    },
  };
}

const linked = (file: string, to: string): Promise<boolean> =>
  link(file, to).then(
    () => true,
    () => false, // another file system, or one without links
  );

async function sync(file: string): Promise<void> {
  const handle = await open(file, "r+");
  await handle.sync().finally(() => handle.close());
}

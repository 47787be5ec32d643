import { realpath, writeFile } from "node:fs/promises";
import { basename, dirname, join, relative, sep } from "node:path";
import { inputError } from "../../../shared/errors.ts";
import { folderMissing } from "../errors.ts";
import { describeObject, readBlob } from "../git/objects.ts";
import { parsePointer } from "../lfs/pointer.ts";
import { openRepository } from "../repository.ts";

/** A file as a git revision has it. */
export interface RevisionFile {
  /** Id of its blob: the same id, the same bytes. */
  oid: string;
  /** Writes the bytes to a new file; a git-lfs pointer is followed. */
  write(to: string): Promise<void>;
}

/** Finds an absolute path (which need not be there now, only its directory) in a revision, e.g. `HEAD~1`. Throws `revision-file-missing`. */
export async function fileOfRevision(file: string, revision: string): Promise<RevisionFile> {
  const directory = await realpath(dirname(file)).catch((error: unknown) => {
    throw folderMissing(dirname(file), error);
  });
  const repository = await openRepository(directory);
  const path = relative(await realpath(repository.root), join(directory, basename(file)))
    .split(sep)
    .join("/");
  if (/[\n\0]/.test(path + revision)) throw missing(file, revision);
  const object = await repository.git.bytes(describeObject(`${revision}:${path}`));
  if (object?.type !== "blob") throw missing(file, revision);
  return {
    oid: object.oid,
    async write(to) {
      const blob = await repository.git.bytes(readBlob(object.oid));
      const pointer = parsePointer(blob);
      if (pointer) await (await repository.lfs()).copy(pointer, to, path);
      else await writeFile(to, blob);
    },
  };
}

const missing = (file: string, revision: string) =>
  inputError({
    code: "revision-file-missing",
    message: `There is no ${basename(file)} in the revision ${revision}.`,
    remedy: "See which there are: git log --oneline -- FILE",
    place: { file, field: "revision" },
  });

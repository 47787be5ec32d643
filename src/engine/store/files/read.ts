import { readFile } from "node:fs/promises";
import { largeFileMissing } from "../errors.ts";
import { readBlob } from "../git/objects.ts";
import { parsePointer } from "../lfs/pointer.ts";
import type { Repository } from "../repository.ts";

/** The bytes of one file of a commit, a git-lfs pointer followed. Rejects as git does when there is no such file. */
export async function readCommitted({ git, lfs }: Repository, commit: string, path: string): Promise<Buffer> {
  const blob = await git.bytes(readBlob(`${commit}:${path}`));
  const pointer = parsePointer(blob);
  if (!pointer) return blob;
  const file = await (await lfs()).find(pointer);
  if (!file) throw largeFileMissing(path, pointer.sha256);
  return readFile(file);
}

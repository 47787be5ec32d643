import { realpath } from "node:fs/promises";
import type { DataFile } from "../../../protocol/reading.ts";
import { filesOfGlob, isGlob } from "../ingest/glob.ts";
import { imagesIn, isFolder } from "../ingest/images.ts";
import { stampOf } from "../ingest/scan.ts";
import { isQueryFile, readQuery } from "../query/read.ts";

/** What names the data, by one name for one file however it is reached. */
export const nameOf = (file: string): Promise<string> => realpath(file).catch(() => file);

/** A database's rows change without any file: after this they are read again. */
const MOST_AGE = 5 * 60_000;

/** How to tell later whether what `file` names is still what was read: the same files, none of them written to. */
export async function freshnessOf(file: string, files: readonly DataFile[]): Promise<() => Promise<boolean>> {
  const fromDatabase = isQueryFile(file) && (await readQuery(file)).connection !== null;
  const read = Date.now();
  const paths = files.map(({ path }) => path);
  const named = await namesOf(file);
  const stamps = await stampsOf(paths);
  return async () => {
    if (fromDatabase && Date.now() - read > MOST_AGE) return false;
    const [now, nowNamed] = await Promise.all([stampsOf(paths), namesOf(file)]);
    return now !== null && now === stamps && nowNamed === named;
  };
}

/** Null where a file is gone. */
const stampsOf = (paths: readonly string[]): Promise<string | null> =>
  Promise.all(paths.map((path) => stampOf(path))).then(
    (stamps) => stamps.join(),
    () => null,
  );

async function namesOf(file: string): Promise<string> {
  if (isGlob(file)) return JSON.stringify(await filesOfGlob(file));
  return (await isFolder(file)) ? JSON.stringify(await imagesIn(file)) : file;
}

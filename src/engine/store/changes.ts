import type { CodeChange } from "../../protocol/run.ts";
import { type ListedFile, listTree, readObjects } from "./git/objects.ts";
import type { Repository } from "./repository.ts";

const LONGEST_BYTES = 1024 * 1024;
const LINK = "120000";

/** The files of two commits' `source/` that differ, with their texts; binary and long ones without. */
export async function codeChanges({ git }: Repository, before: string, after: string): Promise<CodeChange[]> {
  const [left, right] = await Promise.all([before, after].map(async (commit) => byPath(await git(listTree(`${commit}:source`)))));
  if (!left || !right) return [];
  const paths = [...new Set([...left.keys(), ...right.keys()])].filter((path) => left.get(path)?.oid !== right.get(path)?.oid).sort();
  const wanted = paths
    .flatMap((path) => [left.get(path), right.get(path)])
    .filter((file) => file !== undefined && file.bytes <= LONGEST_BYTES);
  const oids = [...new Set(wanted.map((file) => file?.oid as string))];
  const objects = oids.length === 0 ? [] : await git.bytes(readObjects(oids));
  const texts = new Map(objects.map(({ name, bytes }) => [name, bytes && !bytes.includes(0) ? bytes.toString("utf8") : null]));
  const text = (file: ListedFile | undefined) => (file ? (texts.get(file.oid) ?? null) : null);
  return paths.map((path) => {
    const sides = [left.get(path), right.get(path)] as const;
    const unreadable = sides.some((file) => file !== undefined && text(file) === null);
    return { path, before: unreadable ? null : text(sides[0]), after: unreadable ? null : text(sides[1]) };
  });
}

const byPath = (files: ListedFile[]) =>
  new Map(files.filter(({ type, mode }) => type === "blob" && mode !== LINK).map((file) => [file.path, file] as const));

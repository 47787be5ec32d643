import type { Dirent } from "node:fs";
import { readdir } from "node:fs/promises";
import { join, parse } from "node:path";

const MAGIC = /[*?[]/;
const MOST_FOLDERS = 20_000;

/** Whether a path has a character that stands for others. */
export const isGlob = (path: string): boolean => MAGIC.test(path);

/** The part of an absolute glob before its first segment with such a character. */
export function fixedPart(glob: string): string {
  const { root } = parse(glob);
  const segments = segmentsOf(glob);
  const first = segments.findIndex(isGlob);
  return join(root, ...segments.slice(0, first < 0 ? -1 : first));
}

/**
 * Files that match an absolute glob, by path: `*` and `?` within a name, `[a-c]` and `[!a-c]` for a character, `**` for
 * folders at any depth. Hidden names need a leading dot in the glob, as in a shell. Links to folders are not followed by `**`.
 */
export async function filesOfGlob(glob: string): Promise<string[]> {
  const base = fixedPart(glob);
  const rest = segmentsOf(glob).slice(segmentsOf(base).length);
  const found = new Set<string>();
  let left = MOST_FOLDERS;
  const walk = async (directory: string, segments: string[]): Promise<void> => {
    const [segment, ...after] = segments;
    if (segment === undefined || left <= 0) return;
    left -= 1;
    if (segment === "**") await walk(directory, after);
    for (const entry of await entriesOf(directory)) {
      const path = join(directory, entry.name);
      if (segment === "**") {
        if (entry.isDirectory() && !entry.name.startsWith(".")) await walk(path, segments);
      } else if (matches(segment, entry.name)) {
        if (after.length > 0) await walk(path, after);
        else if (!entry.isDirectory()) found.add(path);
      }
    }
  };
  await walk(base, rest);
  return [...found].sort();
}

const segmentsOf = (path: string): string[] =>
  path
    .slice(parse(path).root.length)
    .split(process.platform === "win32" ? /[\\/]/ : "/")
    .filter(Boolean);

function matches(segment: string, name: string): boolean {
  if (name.startsWith(".") && !segment.startsWith(".")) return false;
  const pattern = segment.replace(
    /\[([!^]?)([^\]]+)\]|[.*+?^${}()|[\]\\]/g,
    (char, negated: string | undefined, set: string | undefined) => {
      if (set !== undefined) return `[${negated ? "^" : ""}${set.replace(/[\\\]^]/g, "\\$&")}]`;
      return char === "*" ? ".*" : char === "?" ? "." : `\\${char}`;
    },
  );
  try {
    return new RegExp(`^${pattern}$`, process.platform === "win32" ? "is" : "s").test(name);
  } catch {
    return false;
  }
}

async function entriesOf(directory: string): Promise<Dirent[]> {
  try {
    return await readdir(directory, { withFileTypes: true });
  } catch {
    return [];
  }
}

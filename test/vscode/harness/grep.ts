import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

/** Paths, relative to `dir`, of the files below it that hold one of these texts; links are not followed. */
export function filesWith(dir: string, texts: readonly string[], left: readonly string[] = []): string[] {
  return readdirSync(dir, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !left.some((one) => path.startsWith(join(dir, one))))
    .filter((path) => {
      const bytes = contentOf(path);
      return texts.some((text) => bytes.includes(text));
    })
    .map((path) => relative(dir, path));
}

function contentOf(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch {
    return Buffer.alloc(0); // gone since it was listed
  }
}

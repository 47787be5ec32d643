import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";

export interface FoundFile {
  /** Relative, with forward slashes. */
  path: string;
  /** Absolute. */
  file: string;
  bytes: number;
}

/** The files below a directory, in order of their paths; links are followed to files, and to files only. */
export async function findFiles(directory: string, prefix = ""): Promise<FoundFile[]> {
  const found: FoundFile[] = [];
  const entries = await readdir(directory, { withFileTypes: true }).catch(() => []);
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.name.toLowerCase() === ".git") continue; // git keeps no such name
    const file = join(directory, entry.name);
    const path = prefix + entry.name;
    if (entry.isDirectory()) found.push(...(await findFiles(file, `${path}/`)));
    else {
      const stats = await stat(file).catch(() => undefined);
      if (stats?.isFile()) found.push({ path, file, bytes: stats.size });
    }
  }
  return found;
}

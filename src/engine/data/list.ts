import type { Dirent } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { extname, join, relative, sep } from "node:path";
import type { Dataset } from "../../protocol/dataset.ts";
import { ImageFolders } from "./list-images.ts";
import { isQuery, isQueryFile } from "./query/read.ts";

const EXTENSIONS = new Set([".csv", ".tsv", ".parquet", ".jsonl", ".ndjson"]);
/** JSON is data only where it lies among data: projects are full of other JSON. */
const DATA_FOLDER = /^(data|dataset|datasets|raw)$/i;
/** Folders that tools fill, not people. */
const SKIPPED = new Set([
  "node_modules",
  "bower_components",
  "vendor",
  "dist",
  "build",
  "out",
  "target",
  "coverage",
  "venv",
  "env",
  "__pycache__",
  "site-packages",
]);
const DEEPEST = 6;
const MOST_FILES = 1_000;
const MOST_FOLDERS = 5_000;

/** Data files of a folder, queries, and folders with a folder of images for each class, by path. Hidden, linked and generated folders are left out, and so is what lies very deep. */
export async function listDatasets(folder: string): Promise<Dataset[]> {
  const found: Dataset[] = [];
  const images = new ImageFolders();
  let level = [folder];
  let visited = 0;
  for (let depth = 0; depth <= DEEPEST && level.length > 0; depth += 1) {
    const next: string[] = [];
    for (const directory of level) {
      if (visited >= MOST_FOLDERS || found.length >= MOST_FILES) break;
      visited += 1;
      const entries = await entriesOf(directory);
      images.visit(directory, entries);
      for (const entry of entries) {
        if (entry.isDirectory() && !entry.name.startsWith(".") && !SKIPPED.has(entry.name)) next.push(join(directory, entry.name));
        if (
          entry.isFile() &&
          isData(folder, directory, entry.name) &&
          (!isQueryFile(entry.name) || (await isQuery(join(directory, entry.name))))
        ) {
          const dataset = await describe(folder, join(directory, entry.name));
          if (dataset) found.push(dataset);
        }
      }
    }
    level = next;
  }
  for (const { folder: path, bytes } of await images.found()) {
    const dataset = path === folder ? null : await describe(folder, path);
    if (dataset) found.push({ ...dataset, bytes });
  }
  return found.slice(0, MOST_FILES).sort((a, b) => (a.file < b.file ? -1 : 1));
}

function isData(folder: string, directory: string, name: string): boolean {
  if (name.startsWith(".")) return false;
  const extension = extname(name.replace(/\.gz$/i, "")).toLowerCase();
  if (EXTENSIONS.has(extension) || extension === ".sql") return true;
  return (
    extension === ".json" &&
    !name.endsWith(".experiment.json") &&
    relative(folder, directory)
      .split(sep)
      .some((part) => DATA_FOLDER.test(part))
  );
}

/** What cannot be read is not listed. */
async function entriesOf(directory: string): Promise<Dirent[]> {
  try {
    return await readdir(directory, { withFileTypes: true });
  } catch {
    return [];
  }
}

async function describe(folder: string, path: string): Promise<Dataset | null> {
  try {
    const { size, mtimeMs } = await stat(path);
    return {
      file: relative(folder, path).split(sep).join("/"),
      bytes: size,
      modified: Math.round(mtimeMs),
      rows: null,
      columns: null,
      alerts: null,
    };
  } catch {
    return null;
  }
}

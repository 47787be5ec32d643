import { createHash } from "node:crypto";
import { readdir, readFile, stat } from "node:fs/promises";
import { extname, join } from "node:path";
import { cancelled } from "../../../shared/errors.ts";
import { noImages } from "../../image/errors.ts";
import { headerOf } from "../../image/header.ts";
import type { Database } from "../database.ts";
import { fileIsDirectory } from "../errors.ts";
import { literal } from "../sql.ts";
import { type Identity, identityOf } from "./identity.ts";
import type { Loaded, Work } from "./loaded.ts";
import type { Rejected } from "./rejects.ts";

const EXTENSIONS = [".png", ".jpg", ".jpeg"];
const LISTED = 100;
const ROWS_AT_ONCE = 1000;

/** Table that says where the images of `data.path` lie. */
export const IMAGES = "__images";

export const isFolder = (file: string): Promise<boolean> =>
  stat(file).then(
    (found) => found.isDirectory(),
    () => false,
  );

/**
 * Reads a folder of images into the table `data`: `path` (below the folder, in order), `label` (the sub-folder; none for images
 * that lie in the folder itself), `width`, `height`, `bytes`, `sha256`. What is no image, or not whole, is rejected by name.
 */
export async function loadImages(database: Database, folder: string, { signal, progress }: Work): Promise<Loaded & Identity> {
  const paths = await imagesIn(folder);
  if (paths.length === 0) throw fileIsDirectory(folder);
  const found: Parameters<typeof identityOf>[0][number][] = [];
  const rows: string[] = [];
  const rejected: Rejected = { count: 0, first: [] };
  for (const [i, path] of paths.entries()) {
    if (signal?.aborted) throw cancelled();
    const bytes = await readFile(join(folder, path)).catch(() => Buffer.alloc(0));
    const header = headerOf(bytes);
    if (typeof header === "string") {
      rejected.count += 1;
      if (rejected.first.length < LISTED) rejected.first.push({ file: path, line: 1, column: null, problem: header, text: "" });
      continue;
    }
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    found.push({ file: join(folder, path), label: path, scan: { bytes: bytes.length, sha256 } });
    const label = path.includes("/") ? literal(path.slice(0, path.indexOf("/"))) : "NULL";
    rows.push(`(${literal(path)}, ${label}, ${header.width}, ${header.height}, ${bytes.length}, ${literal(sha256)})`);
    progress?.(i / paths.length);
  }
  if (found.length === 0) throw noImages(folder);
  await database.run("CREATE TABLE data (path VARCHAR, label VARCHAR, width BIGINT, height BIGINT, bytes BIGINT, sha256 VARCHAR)");
  for (let at = 0; at < rows.length; at += ROWS_AT_ONCE)
    await database.run(`INSERT INTO data VALUES ${rows.slice(at, at + ROWS_AT_ONCE).join(", ")}`);
  await database.run(`CREATE TABLE ${IMAGES} AS SELECT ${literal(folder)} AS folder`);
  return { rejected, notes: notesOf(paths), ...identityOf(found, "binary") };
}

/** Paths below a folder of what is an image by its name, in order; by forward slashes, whatever the system's are. */
export const imagesIn = async (folder: string): Promise<string[]> => (await imagesBelow(folder, "")).sort();

async function imagesBelow(folder: string, below: string): Promise<string[]> {
  const paths: string[] = [];
  for (const entry of await readdir(join(folder, below), { withFileTypes: true })) {
    if (entry.name.startsWith(".")) continue;
    const path = below === "" ? entry.name : `${below}/${entry.name}`;
    if (entry.isDirectory()) paths.push(...(await imagesBelow(folder, path)));
    else if (EXTENSIONS.includes(extname(entry.name).toLowerCase())) paths.push(path);
  }
  return paths;
}

const notesOf = (paths: readonly string[]): string[] =>
  paths.some((path) => path.includes("/"))
    ? []
    : ["The folder has no sub-folders of images, which would say the class of each image: label is empty."];

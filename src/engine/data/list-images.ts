import type { Dirent } from "node:fs";
import { stat } from "node:fs/promises";
import { dirname, extname, join } from "node:path";

const EXTENSIONS = new Set([".png", ".jpg", ".jpeg"]);
/** Fewer are pictures of a page, not examples of a class. */
const LEAST = 5;
const LEAST_CLASSES = 2;
/** Sizes are looked up of so many. */
const MOST = 1_000;

/** Finds folders that hold a folder of images for each class, among folders that are visited one by one. */
export class ImageFolders {
  readonly #images = new Map<string, string[]>();

  visit(directory: string, entries: readonly Dirent[]): void {
    const images = entries.filter((entry) => entry.isFile() && !entry.name.startsWith(".") && isImage(entry.name));
    if (images.length > 0)
      this.#images.set(
        directory,
        images.map(({ name }) => join(directory, name)),
      );
  }

  /** Those found, with the bytes of their images (of the first ones, where there are very many). */
  async found(): Promise<{ folder: string; bytes: number }[]> {
    const classes = new Map<string, string[][]>();
    for (const [directory, images] of this.#images) {
      const parent = dirname(directory);
      if (images.length >= LEAST) classes.set(parent, [...(classes.get(parent) ?? []), images]);
    }
    const folders = [...classes].filter(([folder, lists]) => lists.length >= LEAST_CLASSES && !this.#images.has(folder));
    return Promise.all(folders.map(async ([folder, lists]) => ({ folder, bytes: await bytesOf(lists.flat().slice(0, MOST)) })));
  }
}

const isImage = (name: string) => EXTENSIONS.has(extname(name).toLowerCase());

async function bytesOf(files: readonly string[]): Promise<number> {
  const sizes = await Promise.all(
    files.map((file) =>
      stat(file).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

import { readFile } from "node:fs/promises";
import { encode } from "fast-png";
import { TrainyardError } from "../../shared/errors.ts";
import { readImage } from "./decode.ts";
import { headerOf } from "./header.ts";
import { resize } from "./resize.ts";

const SIDE = 56;
/** Decoding a larger one takes too long for a look. */
const MOST_PIXELS = 4_000_000;

/** An image in small as a data URI; null of one that is very large or cannot be read. */
export async function thumbnail(file: string): Promise<string | null> {
  const header = await readFile(file).then(headerOf, () => null);
  if (header === null || typeof header === "string" || header.width * header.height > MOST_PIXELS) return null;
  try {
    const image = readImage(file, 3);
    const scale = Math.min(1, SIDE / Math.max(image.width, image.height));
    const [width, height] = [image.width, image.height].map((side) => Math.max(1, Math.round(side * scale))) as [number, number];
    const bytes = encode({ width, height, channels: 3, depth: 8, data: resize(image, width, height) });
    return `data:image/png;base64,${Buffer.from(bytes).toString("base64")}`;
  } catch (error) {
    if (TrainyardError.is(error)) return null;
    throw error;
  }
}

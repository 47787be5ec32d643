import { isUtf8 } from "node:buffer";

export type Encoding = "utf-8" | "utf-16le" | "utf-16be" | "latin-1";

/** Encoding by the byte order mark, else by where the zero bytes lie; null: decide between UTF-8 and Latin-1. */
export function encodingByHead(head: Buffer): Encoding | null {
  if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le";
  if (head[0] === 0xfe && head[1] === 0xff) return "utf-16be";
  let even = 0;
  let odd = 0;
  for (let i = 0; i < head.length; i += 1) {
    if (head[i] !== 0) continue;
    if (i % 2 === 0) even += 1;
    else odd += 1;
  }
  const pairs = head.length / 2;
  if (odd > pairs * 0.4 && even < pairs * 0.05) return "utf-16le";
  if (even > pairs * 0.4 && odd < pairs * 0.05) return "utf-16be";
  return null;
}

/** What a reader must know of it. */
export function encodingNotes(encoding: Encoding): string[] {
  if (encoding === "utf-8") return [];
  return [
    encoding === "latin-1"
      ? "Not UTF-8: read as Latin-1 (Windows-1252)."
      : `Read as ${encoding === "utf-16le" ? "UTF-16 LE" : "UTF-16 BE"}.`,
  ];
}

/** Name of the decoder: WHATWG's `latin1` is Windows-1252, which is what such files are. */
export const decoderOf = (encoding: Encoding): string => (encoding === "latin-1" ? "windows-1252" : encoding);

/** Checks a stream of bytes for being UTF-8, sequences cut by a chunk's end included. */
export class Utf8Check {
  valid = true;
  #rest: Buffer = Buffer.alloc(0);

  push(bytes: Buffer): void {
    if (!this.valid) return;
    const all = this.#rest.length > 0 ? Buffer.concat([this.#rest, bytes]) : bytes;
    const cut = all.length - unfinished(all);
    this.valid = isUtf8(all.subarray(0, cut));
    this.#rest = Buffer.from(all.subarray(cut));
  }

  end(): void {
    if (this.#rest.length > 0) this.valid = false;
  }
}

/** Bytes at the end that begin a character which is not complete. */
function unfinished(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] as number;
    if ((byte & 0b1100_0000) === 0b1000_0000) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return length > back ? back : 0;
  }
  return 0;
}

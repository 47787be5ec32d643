import { createHash } from "node:crypto";
import { constants, createReadStream } from "node:fs";
import { access, stat } from "node:fs/promises";
import { cancelled } from "../../../shared/errors.ts";
import { fileChanged, fileIsDirectory, fileMissing, fileUnreadable } from "../errors.ts";
import { type Encoding, encodingByHead, Utf8Check } from "./encoding.ts";
import { NewlineCounter } from "./newlines.ts";

const HEAD = 1 << 20;
const QUOTE = 34;
const KEPT = 32;

/** What one look at all bytes of a file tells. */
export interface Scan {
  bytes: number;
  sha256: string;
  /** The first MiB. */
  head: Buffer;
  encoding: Encoding;
  bom: boolean;
  /** A zero byte anywhere. */
  zeros: boolean;
  mixedNewlines: boolean;
  longestLine: number;
  quotes: number;
  /** Device, inode, size and times: the same stamp, the same bytes. */
  stamp: string;
}

const recent = new Map<string, Scan>();

/** Reads every byte of a file once; again only where the file has changed since. */
export async function scanFile(file: string, signal?: AbortSignal): Promise<Scan> {
  const stamp = await stampOf(file);
  const known = recent.get(stamp);
  if (known) return known;
  const scan = { ...(await scanBytes(file, signal)), stamp };
  recent.set(stamp, scan);
  for (const oldest of recent.keys()) {
    if (recent.size <= KEPT) break;
    recent.delete(oldest);
  }
  return scan;
}

/** Identity of a file's content without reading it. */
export async function stampOf(file: string): Promise<string> {
  try {
    const found = await stat(file, { bigint: true });
    if (found.isDirectory()) throw fileIsDirectory(file);
    if (!found.isFile()) throw fileUnreadable(file, "it is not a regular file");
    await access(file, constants.R_OK);
    return [found.dev, found.ino, found.size, found.mtimeNs, found.ctimeNs].join(":");
  } catch (error) {
    throw accessTrouble(file, error);
  }
}

/** Throws where a file is no longer what was scanned. */
export async function checkUnchanged(scanned: readonly { file: string; scan: Scan }[]): Promise<void> {
  for (const { file, scan } of scanned) if ((await stampOf(file)) !== scan.stamp) throw fileChanged(file);
}

async function scanBytes(file: string, signal: AbortSignal | undefined): Promise<Omit<Scan, "stamp">> {
  const hash = createHash("sha256");
  const utf8 = new Utf8Check();
  const newlines = new NewlineCounter();
  const heads: Buffer[] = [];
  let [bytes, quotes, zeros] = [0, 0, false];
  try {
    for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20, ...(signal && { signal }) }) as AsyncIterable<Buffer>) {
      if (bytes < HEAD) heads.push(chunk.subarray(0, HEAD - bytes));
      bytes += chunk.length;
      hash.update(chunk);
      utf8.push(chunk);
      newlines.push(chunk);
      zeros ||= chunk.includes(0);
      for (let at = chunk.indexOf(QUOTE); at !== -1; at = chunk.indexOf(QUOTE, at + 1)) quotes += 1;
    }
  } catch (error) {
    if (signal?.aborted) throw cancelled();
    throw accessTrouble(file, error);
  }
  utf8.end();
  newlines.end();
  const head = Buffer.concat(heads);
  const encoding = encodingByHead(head) ?? (utf8.valid ? "utf-8" : "latin-1");
  const bom = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf;
  const { mixed, longest } = newlines;
  return { bytes, sha256: hash.digest("hex"), head, encoding, bom, zeros, mixedNewlines: mixed, longestLine: longest, quotes };
}

/** What the file system refused, as an error of ours; else as it came. */
export function accessTrouble(file: string, error: unknown): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code === "ENOENT" || code === "ENOTDIR") return fileMissing(file);
  if (code === "EISDIR") return fileIsDirectory(file);
  if (code === "EACCES" || code === "EPERM") return fileUnreadable(file, "permission denied");
  if (code === "EIO" || code === "ELOOP" || code === "ENAMETOOLONG") return fileUnreadable(file, code);
  return error;
}

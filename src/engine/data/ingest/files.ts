import { constants, copyFile, stat } from "node:fs/promises";
import { basename, extname, relative, sep } from "node:path";
import { fileBinary, fileEmpty, formatsDiffer, globEmpty } from "../errors.ts";
import { isWide } from "../instance.ts";
import { binaryKind } from "./binary.ts";
import { encodingNotes } from "./encoding.ts";
import { filesOfGlob, fixedPart, isGlob } from "./glob.ts";
import { normalise } from "./normalise.ts";
import { type Scan, scanFile } from "./scan.ts";
import { LF } from "./state.ts";
import { isGzip, unpack } from "./unpack.ts";

/** Comma, semicolon, tab, bar. */
const SEPARATORS = [44, 59, 9, 124];

export type Format = "delimited" | "json" | "parquet";

/** A data file that was looked at, byte by byte. */
export interface FoundFile {
  file: string;
  /** What tells it from the others: its path below the glob's fixed part. */
  label: string;
  /** What is read: the file, or a copy of it that is not compressed. */
  path: string;
  format: Format;
  /** Of the file as it is. */
  scan: Scan;
  /** Of what is read. */
  text: Scan;
  notes: string[];
}

/** Files that an absolute path or glob names: a path that is there is taken as it stands. Throws where there is none. */
export async function filesNamed(file: string): Promise<string[]> {
  if (!isGlob(file) || (await exists(file))) return [file];
  const files = await filesOfGlob(file);
  if (files.length === 0) throw globEmpty(file);
  return files;
}

/** Whether its first line has so many separators that a table of very many columns must be made. */
export function looksWide({ format, text: { head } }: FoundFile): boolean {
  if (format === "parquet") return false;
  const end = head.indexOf(LF);
  const counts = new Uint32Array(256);
  for (const byte of end < 0 ? head : head.subarray(0, end)) counts[byte] = (counts[byte] as number) + 1;
  return SEPARATORS.some((byte) => isWide(counts[byte] as number));
}

const exists = (file: string): Promise<boolean> =>
  stat(file).then(
    () => true,
    () => false,
  );

/** Looks at every byte of each file. `scratch` is where copies of compressed ones go. Throws where it is no table of text. */
export async function lookAt(
  named: string,
  files: readonly string[],
  scratch: (name: string) => Promise<string>,
  signal: AbortSignal | undefined,
): Promise<FoundFile[]> {
  const base = files.length > 1 || files[0] !== named ? fixedPart(named) : null;
  const found: FoundFile[] = [];
  for (const [i, file] of files.entries()) {
    const scan = await scanFile(file, signal);
    if (scan.bytes === 0) throw fileEmpty(file);
    const label = base === null ? basename(file) : relative(base, file).split(sep).join("/");
    const packed = isGzip(scan.head);
    const path = packed ? await unpack(file, await scratch(`unpacked-${i}`), signal) : await asItIs(file, () => scratch(`plain-${i}`));
    const text = packed ? await scanFile(path, signal) : scan;
    if (text.bytes === 0) throw fileEmpty(file);
    const format = formatOf(file, text);
    if (format === "json" && text.encoding !== "utf-8") {
      const copy = await scratch(`json-${i}`);
      await normalise(path, text.encoding, copy, signal);
      found.push({ file, label, path: copy, scan, text, format, notes: encodingNotes(text.encoding) });
    } else found.push({ file, label, path, scan, text, format, notes: [] });
  }
  const other = found.find(({ format }) => format !== found[0]?.format);
  if (other) throw formatsDiffer(other.file, (found[0] as FoundFile).file);
  return found;
}

/** DuckDB goes by the name: what is called compressed and is not is read by another one. */
async function asItIs(file: string, scratch: () => Promise<string>): Promise<string> {
  if (!/\.(gz|zst)$/i.test(file)) return file;
  const copy = await scratch();
  await copyFile(file, copy, constants.COPYFILE_FICLONE);
  return copy;
}

function formatOf(file: string, { head, encoding, zeros }: Scan): Format {
  const extension = extname(file.replace(/\.gz$/i, "")).toLowerCase();
  if (extension === ".parquet" || head.subarray(0, 4).toString("latin1") === "PAR1") return "parquet";
  const binary = binaryKind(head, encoding);
  if (binary) throw fileBinary(file, binary.what, binary.remedy);
  if (zeros && !encoding.startsWith("utf-16")) throw fileBinary(file, "a file with zero bytes", "Save it again as UTF-8 text.");
  return [".json", ".jsonl", ".ndjson"].includes(extension) ? "json" : "delimited";
}

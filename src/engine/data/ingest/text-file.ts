import { extname } from "node:path";
import { fileEmpty, quoteOpen, valueTooLong } from "../errors.ts";
import { sniffDialect } from "./dialect.ts";
import { encodingNotes } from "./encoding.ts";
import type { FoundFile } from "./files.ts";
import { distinctNames } from "./names.ts";
import { normalise } from "./normalise.ts";
import { findOpenQuote } from "./quotes.ts";
import { READINGS } from "./readings.ts";
import type { TextRecord } from "./records.ts";
import { type Scan, scanFile } from "./scan.ts";

const MIB = 1 << 20;
export const LONGEST_LINE = 256 * MIB;

/** A delimited file as DuckDB can read it. */
export interface TextFile {
  /** As the user has it. */
  file: string;
  label: string;
  /** The file itself, or a copy of it in UTF-8 with LF line ends. */
  path: string;
  delimiter: string;
  /** Line of the column names, from 1. */
  headerLine: number;
  /** Distinct, in the file's order. */
  names: string[];
  /** The first rows. */
  sample: TextRecord[];
  longestLine: number;
  notes: string[];
}

/** Finds encoding, delimiter and column names of a file; `copy` is where a copy goes if one is needed. */
export async function openText({ file, label, path: readable, text }: FoundFile, copy: string, signal?: AbortSignal): Promise<TextFile> {
  const notes: string[] = [];
  const { scan, path } = await asUtf8(readable, text, copy, notes, signal);
  if (scan.longestLine > LONGEST_LINE) throw valueTooLong(file);
  const head = new TextDecoder().decode(scan.head, { stream: true });
  const tabs = extname(file.replace(/\.gz$/i, "")).toLowerCase() === ".tsv";
  const dialect = sniffDialect(head, scan.bytes <= scan.head.length, tabs);
  if (!dialect) throw fileEmpty(file);
  const { delimiter, header, sample } = dialect;
  if (scan.quotes % 2 === 1) {
    const line = await findOpenQuote(path, delimiter, signal);
    if (line !== null) throw quoteOpen(file, line);
  }
  const named = distinctNames(header.fields);
  notes.push(...named.notes);
  if (looksLikeData(header.fields)) notes.push("The first line holds numbers only: it was read as column names all the same.");
  return { file, label, path, delimiter, headerLine: header.line, names: named.names, sample, longestLine: scan.longestLine, notes };
}

/** The file itself where DuckDB reads it right, else a copy that it does. */
async function asUtf8(
  file: string,
  scan: Scan,
  copy: string,
  notes: string[],
  signal?: AbortSignal,
): Promise<{ scan: Scan; path: string }> {
  notes.push(...encodingNotes(scan.encoding));
  const odd = scan.mixedNewlines && scan.encoding !== "utf-16le" && scan.encoding !== "utf-16be";
  if (odd) notes.push("The line ends are of different kinds (LF, CR LF, CR): all were read as line ends.");
  if (scan.encoding === "utf-8" && !odd) return { scan, path: file };
  await normalise(file, scan.encoding, copy, signal);
  return { scan: await scanFile(copy, signal), path: copy };
}

const looksLikeData = (names: readonly string[]): boolean =>
  names.every((name) => READINGS.some(({ name: kind, fits }) => (kind === "integer" || kind === "number") && fits(name.trim())));

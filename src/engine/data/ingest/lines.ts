import { createReadStream } from "node:fs";
import { CR, LF, next, type State } from "./state.ts";

/** Where the accepted rows of a delimited file stand. */
interface RowFinder {
  file: string;
  delimiter: string;
  /** A file of one column, where a blank line is a missing value. */
  single: boolean;
  /** Byte positions (from 1) of rows that were refused, or of the blank lines just before them. */
  refused: ReadonlySet<number>;
}

/** Lines (from 1) that the given data rows (from 1, ascending) begin in: a record with line ends in quotes spans several. */
export async function linesOfRows({ file, delimiter, single, refused }: RowFinder, rows: readonly number[]): Promise<number[]> {
  const separator = delimiter.charCodeAt(0);
  const lines: number[] = [];
  let [offset, line, row] = [0, 1, -1];
  let [start, blank, startLine, empty] = [0, 0, 1, true];
  let state: State = "start";
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>) {
    for (const byte of chunk) {
      offset += 1;
      if (byte === LF) line += 1;
      const ended = byte === LF && state !== "quoted";
      state = next(state, byte, separator);
      if (!ended) {
        if (byte !== CR) empty = false;
        continue;
      }
      const record = !empty || (single && row >= 0);
      if (record && !refused.has(start + 1) && !refused.has(blank + 1)) {
        row += 1;
        if (row === rows[lines.length]) lines.push(startLine);
        if (lines.length === rows.length) return lines;
      }
      if (record) blank = offset;
      [start, startLine, empty] = [offset, line, true];
    }
  }
  return rows.map((_, i) => lines[i] ?? startLine);
}

/** Lines of byte positions (from 1, ascending): DuckDB itself counts records. */
export async function linesOfBytes(file: string, positions: readonly number[]): Promise<number[]> {
  const lines: number[] = [];
  let [line, offset] = [1, 0];
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>) {
    let from = 0;
    for (let at = positions[lines.length]; at !== undefined && at - 1 < offset + chunk.length; at = positions[lines.length]) {
      const to = Math.max(from, at - 1 - offset);
      line += newlines(chunk.subarray(from, to));
      from = to;
      // DuckDB counts the blank lines before a row as its own
      for (; chunk[from] === LF || chunk[from] === CR; from += 1) if (chunk[from] === LF) line += 1;
      lines.push(line);
    }
    if (lines.length === positions.length) break;
    line += newlines(chunk.subarray(from));
    offset += chunk.length;
  }
  return positions.map((_, i) => lines[i] ?? line);
}

function newlines(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(LF); at !== -1; at = bytes.indexOf(LF, at + 1)) count += 1;
  return count;
}

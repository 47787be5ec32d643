import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { valueTooLong } from "../errors.ts";
import { CR, LF, next, type State } from "./state.ts";
import { LONGEST_LINE, type TextFile } from "./text-file.ts";

const PART = 1 << 20;

/**
 * Writes a delimited file again so that each row has as many values as there are names, and returns its path. A short
 * row gets empty values at its end; of a long one, empty values too many are cut and others are joined, with the
 * delimiter, to its last column; text after a closing quote belongs to the value. Other rows stay as they are, and so
 * do the line numbers.
 */
export async function repair({ path, delimiter, names, headerLine }: TextFile, out: string, signal?: AbortSignal): Promise<string> {
  const writer = await open(out, "w");
  try {
    let parts: Buffer[] = [];
    let size = 0;
    const write = async (bytes: Buffer) => {
      parts.push(bytes);
      size += bytes.length;
      if (size < PART) return;
      await writer.write(Buffer.concat(parts));
      [parts, size] = [[], 0];
    };
    let line = 1;
    for await (const record of recordsOf(path, delimiter.charCodeAt(0), signal)) {
      await write(line <= headerLine || isBlank(record.bytes) ? record.bytes : fitted(record, delimiter, names.length));
      line += record.lines;
    }
    await writer.write(Buffer.concat(parts));
  } finally {
    await writer.close();
  }
  return out;
}

/** Bytes of the longest row of a delimited file; a value between quotes may hold line ends. */
export async function longestRecord({ file, path, delimiter }: TextFile): Promise<number> {
  let longest = 0;
  for await (const { bytes } of recordsOf(path, delimiter.charCodeAt(0))) longest = Math.max(longest, bytes.length);
  if (longest > LONGEST_LINE) throw valueTooLong(file);
  return longest;
}

interface RawRecord {
  /** With its line end. */
  bytes: Buffer;
  /** Line ends in it. */
  lines: number;
  values: number;
  /** Text between a closing quote and the next delimiter. */
  loose: boolean;
}

async function* recordsOf(file: string, separator: number, signal?: AbortSignal): AsyncGenerator<RawRecord> {
  let kept: Buffer[] = [];
  let [lines, values, loose] = [0, 1, false];
  let state: State = "start";
  for await (const chunk of createReadStream(file, { highWaterMark: PART, ...(signal && { signal }) }) as AsyncIterable<Buffer>) {
    let from = 0;
    for (let at = 0; at < chunk.length; at += 1) {
      const byte = chunk[at] as number;
      if (byte === LF) lines += 1;
      const inside = state === "quoted";
      state = next(state, byte, separator);
      if (state === "loose") loose = true;
      if (inside) continue;
      if (byte === separator) values += 1;
      if (byte === LF) {
        yield { bytes: Buffer.concat([...kept, chunk.subarray(from, at + 1)]), lines, values, loose };
        [kept, from] = [[], at + 1];
        [lines, values, loose] = [0, 1, false];
      }
    }
    if (from < chunk.length) kept.push(Buffer.from(chunk.subarray(from)));
  }
  if (kept.length > 0) yield { bytes: Buffer.concat(kept), lines, values, loose };
}

const isBlank = (bytes: Buffer): boolean => bytes.every((byte) => byte === LF || byte === CR);

function fitted({ bytes, values, loose }: RawRecord, delimiter: string, width: number): Buffer {
  if (values === width && !loose) return bytes;
  const text = bytes.toString("utf8");
  const end = /\r?\n$/.exec(text)?.[0] ?? "";
  const body = text.slice(0, text.length - end.length);
  if (values < width && !loose) return Buffer.from(body + delimiter.repeat(width - values) + end);
  const found = valuesOf(body, delimiter);
  while (found.length > width && found.at(-1) === "") found.pop();
  const last = found.slice(width - 1).join(delimiter);
  const fit = found.length > width ? [...found.slice(0, width - 1), last] : [...found, ...Array(width - found.length).fill("")];
  return Buffer.from(fit.map((value) => quoted(value, delimiter)).join(delimiter) + end);
}

function valuesOf(text: string, delimiter: string): string[] {
  const values: string[] = [];
  let value = "";
  let state: State = "start";
  for (const char of text) {
    const before = state;
    state = next(state, char.charCodeAt(0), delimiter.charCodeAt(0));
    if (before !== "quoted" && char === delimiter) {
      values.push(value);
      value = "";
    } else if (state === "quoted" && before === "start") value = "";
    else if (state !== "after" && state !== "closed") value += char;
  }
  return [...values, value];
}

const quoted = (value: string, delimiter: string): string =>
  value.includes('"') || value.includes(delimiter) || value.includes("\n") || value.includes("\r")
    ? `"${value.replaceAll('"', '""')}"`
    : value;

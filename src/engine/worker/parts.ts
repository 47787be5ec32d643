import type { SplitName } from "../../protocol/run.ts";
import { TrainyardError } from "../../shared/errors.ts";
import type { Frame } from "../data/column.ts";
import type { RowChunk, SourceReader } from "../data/read.ts";
import { namingRows } from "../recipe/naming-rows.ts";
import { bytesARow } from "../train/stream/memory.ts";

/** Bytes that DuckDB may take to read rows in parts: it needs none of them twice. */
export const READING_PARTS = 128 * 2 ** 20;

/** Rows of a source that are in memory together. */
interface Part {
  frame: Frame;
  /** Rows before them. */
  from: number;
  /** Does `work` on them: an error that names one of them by its place comes to name it by its number in the file. */
  naming<T>(work: () => T | Promise<T>): Promise<T>;
}

interface Parts {
  reader: SourceReader;
  /** Absent: all rows. */
  split?: SplitName | undefined;
  read(chunk?: RowChunk): Promise<Frame>;
  /** Features that are made of each row. */
  width: number;
  /** All rows at once. */
  whole?: boolean;
}

/** Rows of the file that parts are put together from. */
const UNIT = 1024;
const [MOST_ROWS, MOST_BYTES] = [20 * UNIT, 32 * 2 ** 20];
/** Of a feature of a row: a prepared column, and a matrix. */
const BYTES_MADE = 16;

/** The rows of a source, some at a time, in their order; one part at least, which may be empty. The next one is read meanwhile. */
export async function* partsOf({ reader, split, read, width, whole = false }: Parts): AsyncGenerator<Part> {
  const units = whole ? [] : await reader.chunks(split, UNIT);
  const [first] = units;
  if (!first) {
    const frame = await read();
    yield { frame, from: 0, naming: (work) => naming(work, () => reader.rowNumbers(split)) };
    return;
  }
  const each = bytesARow(await read(first)) + BYTES_MADE * width;
  const chunks = joined(units, Math.max(UNIT, Math.min(MOST_ROWS, Math.floor(MOST_BYTES / each))));
  let from = 0;
  let ahead = read(chunks[0]);
  try {
    for (const [i, chunk] of chunks.entries()) {
      const frame = await ahead;
      const next = chunks[i + 1];
      if (next) ahead = read(next);
      ahead.catch(() => undefined);
      yield { frame, from, naming: (work) => naming(work, () => reader.rowNumbers(split, undefined, chunk)) };
      from += chunk.count;
    }
  } finally {
    await ahead.catch(() => undefined);
  }
}

function joined(units: readonly RowChunk[], rows: number): RowChunk[] {
  const chunks: RowChunk[] = [];
  for (const unit of units) {
    const last = chunks.at(-1);
    if (last && last.count + unit.count <= rows) {
      last.last = unit.last;
      last.count += unit.count;
    } else chunks.push({ ...unit });
  }
  return chunks;
}

async function naming<T>(work: () => T | Promise<T>, numbers: () => Promise<ArrayLike<number>>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!TrainyardError.is(error) || error.facts.place?.row === undefined) throw error;
    const found = await numbers();
    return namingRows(
      (position) => found[position] as number,
      () => {
        throw error;
      },
    );
  }
}

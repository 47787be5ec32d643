import type { FitContext, LabelledRows } from "../../model/algorithm.ts";
import type { TargetState } from "../../model/target.ts";
import type { PreparedStream } from "./prepared.ts";

/** Rows that are gone through again and again, always in the same order: all at once, or some at a time. */
export interface RowParts<X> {
  rows: number;
  /** They do not fit into memory together. */
  inParts: boolean;
  each(visit: (part: LabelledRows<X>) => void | Promise<void>): Promise<void>;
}

/** The training rows: those in memory, or, where these are only a part, all in their file. */
export function trainingRows<X, T extends TargetState>(
  { train, stream }: Pick<FitContext<X, T>, "train" | "stream">,
  rows: (x: X) => number,
): RowParts<X> {
  return stream ? streamedRows(stream.train) : rowsAtOnce(train, rows(train.x));
}

export const rowsAtOnce = <X>(part: LabelledRows<X>, rows: number): RowParts<X> => ({
  rows,
  inParts: false,
  each: async (visit) => visit(part),
});

const streamedRows = <X>(stream: PreparedStream<X>): RowParts<X> => ({
  rows: stream.rows,
  inParts: true,
  async each(visit) {
    for await (const part of chunksOf(stream)) await visit(part);
  },
});

/** The chunks of a stream that have rows, in their order; the next one is read meanwhile. */
export async function* chunksOf<X>({ counts, read }: PreparedStream<X>): AsyncGenerator<Awaited<ReturnType<PreparedStream<X>["read"]>>> {
  const chunks = counts.flatMap((count, chunk) => (count > 0 ? [chunk] : []));
  let ahead = chunks[0] === undefined ? undefined : read(chunks[0]);
  try {
    for (const [i] of chunks.entries()) {
      const part = await (ahead as NonNullable<typeof ahead>);
      const next = chunks[i + 1];
      ahead = next === undefined ? undefined : read(next);
      ahead?.catch(() => undefined);
      yield part;
    }
  } finally {
    await ahead?.catch(() => undefined);
  }
}

import type { Page } from "../../../src/protocol/rows.ts";
import type { CallOptions } from "../../../src/protocol/rpc.ts";
import type { PageSource, PageWanted } from "../../../webview/grid/types.ts";

/** Rows that tell where they are: `3:7` is row 3 (from 0) of column 7. */
export function pageOf({ from, count, columns }: PageWanted, rows: number, width: number): Page {
  const names = Array.from({ length: width }, (_, at) => `c${at}`);
  const numbers = Array.from({ length: Math.max(0, Math.min(count, rows - from)) }, (_, at) => from + at + 1);
  return {
    matching: rows,
    total: rows,
    from,
    numbers,
    names,
    columns: (columns ?? names.slice(0, 200)).map((name) => ({
      name,
      storage: "VARCHAR",
      values: numbers.map((number) => `${number - 1}:${name.slice(1)}`),
    })),
  };
}

export interface HeldSource {
  source: PageSource;
  calls: { wanted: PageWanted; options: CallOptions; answer: () => void; fail: (error: Error) => void }[];
}

/** A source whose answers are given by hand, in any order. */
export function heldSource(rows: number, width: number): HeldSource {
  const calls: HeldSource["calls"] = [];
  const source: PageSource = (wanted, options) =>
    new Promise((resolve, reject) => {
      options.signal?.addEventListener("abort", () => reject(new DOMException("Cancelled.", "AbortError")));
      calls.push({ wanted, options, answer: () => resolve(pageOf(wanted, rows, width)), fail: reject });
    });
  return { source, calls };
}

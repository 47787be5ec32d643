import type { Tensor } from "@tensorflow/tfjs-core";
import { byCodePoint } from "../../recipe/values.ts";
import type { Inputs } from "../../train/batch.ts";
import { matrixInputs } from "../../train/batch.ts";
import type { TextRows } from "./texts.ts";

/** Stands after the last word of a text. */
export const PADDING = 0;
const UNKNOWN = 1;
/** Numbers that are no word's. */
export const RESERVED = 2;

/** The most frequent words of the training rows, at most `size` with the two numbers that are none: Keras's `TextVectorization`. */
export function learnWords({ words }: TextRows, size: number): string[] {
  const counts = new Map<string, number>();
  for (const row of words) for (const word of row) counts.set(word, (counts.get(word) ?? 0) + 1);
  const sorted = [...counts].sort(([a, m], [b, n]) => n - m || byCodePoint(b, a));
  return sorted.slice(0, size - RESERVED).map(([word]) => word);
}

/** Texts as the numbers of their words, `length` of each, and the other columns beside them where there are any. */
export function textInputs({ rows, words, others }: TextRows, vocabulary: readonly string[], length: number): Inputs {
  const numbers = new Map(vocabulary.map((word, place) => [word, place + RESERVED]));
  const ids = words.map((row) => Int32Array.from(row.slice(0, length), (word) => numbers.get(word) ?? UNKNOWN));
  const beside = others && matrixInputs(others);
  return {
    rows,
    async tensors(tf, order, from, to): Promise<Tensor[]> {
      const values = new Int32Array((to - from) * length).fill(PADDING);
      for (let i = from; i < to; i += 1) values.set(ids[order[i] as number] as Int32Array, (i - from) * length);
      const tokens = tf.tensor2d(values, [to - from, length], "int32");
      return [tokens, ...(beside ? await beside.tensors(tf, order, from, to) : [])];
    },
    ...(beside?.largest && { largest: beside.largest }),
  };
}

/** Share of the words of some rows that the vocabulary does not have, and rows without a word. */
export function coverage({ words }: TextRows, vocabulary: readonly string[]): { unknown: number; empty: number } {
  const known = new Set(vocabulary);
  const all = words.reduce((sum, row) => sum + row.length, 0);
  const missing = words.reduce((sum, row) => sum + row.filter((word) => !known.has(word)).length, 0);
  return { unknown: all === 0 ? 0 : missing / all, empty: words.filter((row) => row.length === 0).length };
}

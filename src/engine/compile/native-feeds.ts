import type { Binding } from "./binding.ts";
import type { Constant } from "./graph.ts";

/** A node, and the shape, type and values that it is fed with. */
export type NativeFeed = readonly [name: string, shape: readonly number[], dtype: number, values: ArrayBufferView];

/** What to feed a step's random numbers with in place of what it would draw: `drawn` says what by those of its trace. */
export const drawnFeeds = (randoms: ReadonlyMap<string, Constant>, drawn: (constant: Constant) => Constant): NativeFeed[] =>
  [...randoms].map(([name, constant]) => {
    const { shape, dtype, values } = drawn(constant);
    return [name, shape, dtype, values];
  });

/** Native tensors by their nodes, for as long as `work` needs them. */
export function feeding<T>(binding: Binding, values: readonly NativeFeed[], work: (feeds: Map<string, number>) => T): T {
  const feeds = new Map(values.map(([name, shape, dtype, array]) => [name, binding.createTensor([...shape], dtype, array)]));
  try {
    return work(feeds);
  } finally {
    for (const id of feeds.values()) binding.deleteTensor(id);
  }
}

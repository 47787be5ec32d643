/** Optimizers whose steps are heard otherwise: those of a `fit`, a `trainOnBatch` or a `minimize` that is under way. */
const busy = new Set<unknown>();

export const isBusy = (optimizer: unknown): boolean => busy.has(optimizer);

/** Steps of this optimizer belong to a call that is watched itself, until the function returned is called. */
export function occupy(optimizer: unknown): () => void {
  const first = !busy.has(optimizer);
  if (first) busy.add(optimizer);
  return () => void (first && busy.delete(optimizer));
}

import type { NodeBackend } from "./binding.ts";

/** By backends: how to end what is under way there from one call of TensorFlow.js to the next. */
const pending = new WeakMap<NodeBackend, () => void>();

/** `end` is called before anything but an operation of TensorFlow.js uses the backend; null: nothing is under way any longer. */
export function setPending(backend: NodeBackend, end: (() => void) | null): void {
  if (end) pending.set(backend, end);
  else pending.delete(backend);
}

/** To be called before something stands before the backend's methods, and before it does so no longer. */
export const endPending = (backend: NodeBackend): void => pending.get(backend)?.();

import type { LayersModel } from "@tensorflow/tfjs-layers";

/** The models that the loss under way has asked. */
let asked: LayersModel[] | null = null;

/** Does something, and tells which model it asked first. */
export function whileAsking<T>(work: () => T): { result: T; model: LayersModel | null } {
  const before = asked;
  const own: LayersModel[] = [];
  asked = own;
  try {
    return { result: work(), model: own[0] ?? null };
  } finally {
    asked = before;
  }
}

/** Notices when models of this class are asked. */
export function noticeAsked(prototype: object): void {
  for (const name of ["apply", "predict", "predictOnBatch"]) {
    const original = (prototype as Record<string, (...given: unknown[]) => unknown>)[name] as (...given: unknown[]) => unknown;
    Object.defineProperty(prototype, name, {
      configurable: true,
      writable: true,
      value: function (this: LayersModel, ...given: unknown[]) {
        if (asked?.length === 0) asked.push(this);
        return original.apply(this, given);
      },
    });
  }
}

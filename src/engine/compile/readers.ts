import type { Ref, Trace } from "./trace.ts";

/**
 * Operations that read a variable, and that none of `values` is made of. Its new values have to wait for them: TensorFlow copies a variable that is
 * changed while somebody still holds what it was.
 */
export function readersBeside({ ops }: Trace, variable: string, values: readonly Ref[]): number[] {
  const before = new Set<number>();
  const open = [...values];
  for (let ref = open.pop(); ref; ref = open.pop()) {
    if (ref.from !== "op" || before.has(ref.op)) continue;
    before.add(ref.op);
    open.push(...(ops[ref.op]?.inputs ?? []));
  }
  return ops.flatMap(({ inputs }, i) =>
    !before.has(i) && inputs.some((ref) => ref.from === "variable" && ref.name === variable) ? [i] : [],
  );
}

import type { TF } from "./binding.ts";
import type { Setting } from "./compile.ts";
import { CompileRefused } from "./refused.ts";
import { disposeSnapshot, restoreVariables, snapshotOf } from "./snapshot.ts";
import type { Traced } from "./trace.ts";
import type { Watched } from "./watched.ts";

interface Otherwise {
  settings: Readonly<Record<string, Setting>>;
  /** How many rows; 0: as many as ever. */
  rest: number;
  trace(inputs: Watched["inputs"], randoms: readonly number[]): Traced;
}

/** A call is made once more with other settings and with fewer rows, for as long as `work` looks at it: what follows them shows. Then it is undone. */
export function otherwise<T>(tf: TF, call: Watched, { settings, rest, trace }: Otherwise, work: (other: Watched) => T): T {
  const all = Object.values(settings);
  const after = snapshotOf(tf);
  const rows = call.inputs[0]?.shape[0] ?? 0;
  const inputs = rest > 0 ? call.inputs.map((one) => tf.slice(one, 0, rest)) : call.inputs;
  let other: Traced | undefined;
  try {
    restoreVariables(tf, call.before);
    for (const one of all) one.set(one.get() === 0 ? UNLIKE_ZERO : one.get() * unlike(rows / rest));
    other = trace(inputs, call.randoms);
    if (other.trace instanceof CompileRefused) throw other.trace;
    const now = new Map(Object.entries(settings).map(([name, one]) => [name, one.get()]));
    return work({ ...call, trace: other.trace, inputs, outputs: other.outputs, randoms: other.randoms, settings: now });
  } finally {
    for (const output of other?.outputs ?? []) output.dispose();
    if (rest > 0) for (const input of inputs) input.dispose();
    for (const [name, one] of Object.entries(settings)) one.set(call.settings.get(name) as number);
    restoreVariables(tf, after);
    disposeSnapshot(after);
  }
}

/** So much that no rounding hides it, so little that a step stays a step, and not what the number of rows does. */
const unlike = (ratio: number): number => (Math.abs(ratio - 1.25) < 0.1 ? 1.5 : 1.25);
const UNLIKE_ZERO = 0.001;

import { SizeOps } from "./batch-size.ts";
import { bySize, sizesOf } from "./by-size.ts";
import { sameConstant } from "./constants.ts";
import { emit } from "./emit.ts";
import type { Constant, GraphBuilder } from "./graph.ts";
import { CompileRefused } from "./refused.ts";
import type { Step } from "./step.ts";
import type { Ref } from "./trace.ts";

/**
 * What depends on the number of rows of a step, reckoned once a call and not in each turn of a loop: constants, and the shapes of what is
 * drawn. `rowed`: what has as many rows as the step, and its type.
 */
export function addSizes(graph: GraphBuilder, step: Step, rowed: string, type: number): Map<Constant, { name: string; dtype: number }> {
  const { sized, other, resolutions } = step;
  if (!sized || !other) return new Map();
  const make = new SizeOps();
  const refs = new Map<Constant, Ref>();
  for (const [one, two] of sized) {
    const as = resolutions.get(one)?.as;
    const pair = { one, other: two, rows: other.rows };
    if (as === "setting" || (as === "random" ? one.shape.join() === two.shape.join() : sameConstant(one, two))) continue;
    const found = as === "random" ? sizesOf(make, pair) : bySize(make, pair);
    if (!found)
      throw new CompileRefused(
        "constant",
        `A constant of shape [${one.shape.join(", ")}] depends on the number of rows in a way that is not known.`,
      );
    refs.set(one, found);
  }
  const { outputs } = emit(
    graph,
    { ops: make.ops, outputs: [...refs.values()], assigned: new Map() },
    {
      inputs: [rowed],
      typeOf: (ref) => dtypeOf(make, ref, type),
      read: (name) => name,
      setting: (name) => name,
      resolutions: new Map(),
      before: [],
      random: () => "", // nothing is resolved, so nothing is drawn
    },
  );
  return new Map([...refs].map(([constant, ref], i) => [constant, { name: outputs[i] as string, dtype: dtypeOf(make, ref, type) }]));
}

function dtypeOf({ ops }: SizeOps, ref: Ref, input: number): number {
  if (ref.from === "op") return ops[ref.op]?.dtypes[ref.output] as number;
  return ref.from === "constant" ? ref.constant.dtype : input;
}

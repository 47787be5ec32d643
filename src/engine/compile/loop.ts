import { DTYPE } from "./binding.ts";
import type { GraphBuilder } from "./graph.ts";
import type { GraphVariable } from "./variables.ts";

/** What is in scope inside the loop. */
export interface LoopBody {
  /** Node that everything made in the body has to come after. */
  before: readonly string[];
  /** What random numbers of this turn are drawn by. */
  seed: string;
  /** Rows of the data at hand, one output for each of the data. */
  inputs: string[];
  handleOf(variable: GraphVariable): string;
}

export interface LoopNodes {
  /** Feed with int32 [steps, rows a step]. */
  indices: string;
  /** Feed with int32 [steps]. */
  seeds: string;
  /** How many steps were done: there is always this to fetch. */
  steps: string;
  /** Sums over the steps of each of the body's outputs. */
  sums: string[];
}

/** Data that lie in the session, and the shape of the rows of a step. */
export interface LoopData {
  variable: GraphVariable;
  shape: readonly number[];
}

/**
 * A while loop (Enter, Merge, Switch, NextIteration, Exit: tensorflow/core/kernels/control_flow_ops) over the rows of a
 * matrix of indices. The body gives `outputs` scalars, which are added up, and what must have happened before the next turn.
 */
export function addLoop(
  graph: GraphBuilder,
  variables: readonly GraphVariable[],
  data: readonly LoopData[],
  outputs: number,
  body: (inside: LoopBody) => { outputs: string[]; after: string[] },
): LoopNodes {
  const FRAME = "steps";
  const [float, int] = [DTYPE.float32, DTYPE.int32];
  const enter = (input: string, type: number, constant: boolean) =>
    graph.add("Enter", [input], {
      T: { type },
      frame_name: { string: FRAME },
      is_constant: { bool: constant },
      parallel_iterations: { int: 1 },
    });
  const indices = graph.placeholder("steps/indices", int, null);
  const seeds = graph.placeholder("steps/seeds", int, null);
  const shape = graph.add("Shape", [indices], { T: { type: int }, out_type: { type: int } });
  const slice = { T: { type: int }, Index: { type: int }, shrink_axis_mask: { int: 1 } };
  const count = graph.add("StridedSlice", [shape, graph.integers([0]), graph.integers([1]), graph.integers([1])], slice);
  const [stepsInside, indicesInside, seedsInside] = [enter(count, int, true), enter(indices, int, true), enter(seeds, int, true)];
  const handles = new Map(
    [...variables, ...data.map(({ variable }) => variable)].map((one) => [one, enter(one.handle, DTYPE.resource, true)]),
  );

  const carried = (start: string, type: number, next: string) =>
    graph.add("Merge", [enter(start, type, false), next], { T: { type }, N: { int: 2 } });
  const mergedStep = carried(graph.integer(0), int, "steps/next");
  const mergedSums = Array.from({ length: outputs }, (_, i) => carried(graph.float(0), float, `steps/next-sum-${i}`));
  const going = graph.add("LoopCond", [graph.add("Less", [mergedStep, stepsInside], { T: { type: int } })]);
  const switched = (merged: string, type: number) => graph.add("Switch", [merged, going], { T: { type } });
  const identity = (name: string, type: number) => graph.add("Identity", [`${name}:1`], { T: { type } });
  const switchedStep = switched(mergedStep, int);
  const step = identity(switchedStep, int);
  const switchedSums = mergedSums.map((merged) => switched(merged, float));
  const sums = switchedSums.map((one) => identity(one, float));

  const before = [step];
  const handleOf = (variable: GraphVariable) => handles.get(variable) as string;
  const ofStep = (all: string) =>
    graph.add("GatherV2", [all, step, graph.integer(0, before)], { Tparams: { type: int }, Tindices: { type: int }, Taxis: { type: int } });
  const row = ofStep(indicesInside);
  const inputs = data.map(({ variable, shape: rows }) => {
    const type = { dtype: { type: variable.dtype }, Tindices: { type: int } };
    const gathered = graph.add("ResourceGather", [handleOf(variable), row], {
      ...type,
      batch_dims: { int: 0 },
      validate_indices: { bool: true },
    });
    return graph.add("Reshape", [gathered, graph.integers(rows, before)], { T: { type: variable.dtype }, Tshape: { type: int } });
  });
  const made = body({ before, seed: ofStep(seedsInside), inputs, handleOf });
  const one = graph.integer(1, before);
  const following = graph.add("AddV2", [step, one], { T: { type: int } }, { before: made.after });
  graph.add("NextIteration", [following], { T: { type: int } }, { name: "steps/next" });
  for (const [i, output] of made.outputs.entries())
    graph.add("NextIteration", [graph.floats("AddV2", sums[i] as string, output)], { T: { type: float } }, { name: `steps/next-sum-${i}` });
  const exit = (name: string, type: number) => graph.add("Exit", [name], { T: { type } });
  return { indices, seeds, steps: exit(switchedStep, int), sums: switchedSums.map((one) => exit(one, float)) };
}

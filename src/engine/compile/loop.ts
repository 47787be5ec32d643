import { DTYPE } from "./binding.ts";
import type { Constant, GraphBuilder } from "./graph.ts";
import { addSizes } from "./row-sizes.ts";
import { type MadeStep, outputTypes, type Step, type StepNodes, type StepPlace } from "./step.ts";
import { type GraphVariable, readOf } from "./variables.ts";

/**
 * Nodes of a loop. Feed `inputs` with data of any number of rows, `seed` and `settings` with one value for each step; the
 * outputs of the steps come stacked, [steps, ...].
 */
export interface LoopNodes extends StepNodes {
  /** Feed with int32 [steps, rows a step]. */
  indices: string;
  /** Where there are random numbers: feed with true, and them too, or with false and an empty tensor for each. */
  rehearsing: string | null;
  /** Feed the values of all variables, and fetch what the steps have made of them: between two calls a loop knows nothing. */
  variables: Map<string, { init: string; last: string }>;
}

const FRAME = "steps";
/** A dimension of any size. */
const ANY = -1;
const [INT, FLOAT, BOOL] = [DTYPE.int32, DTYPE.float32, DTYPE.bool];

/**
 * A while loop (Enter, Merge, Switch, NextIteration, Exit: tensorflow/core/kernels/control_flow_ops) over the rows of a
 * matrix of indices: each turn is one step on those rows of the data, and its outputs go into arrays.
 */
export function addLoop(
  graph: GraphBuilder,
  step: Step,
  variables: ReadonlyMap<string, GraphVariable>,
  body: (inside: StepPlace) => MadeStep,
): LoopNodes {
  const enter = (input: string, type: number, { constant = true, before = [] as string[] } = {}) => {
    const frame = { frame_name: { string: FRAME }, is_constant: { bool: constant }, parallel_iterations: { int: 1 } };
    return graph.add("Enter", [input], { T: { type }, ...frame }, { before });
  };
  const indices = graph.placeholder("loop/indices", INT, null);
  const seed = graph.placeholder("loop/seeds", INT, null);
  const settings = new Map(step.settings.map((name, i) => [name, graph.placeholder(`loop/setting/${i}`, FLOAT, null)]));
  const rowShapeOf = (shape: readonly number[]) => [ANY, ...shape.slice(1)];
  const data = step.inputs.map(({ dtype, shape }, i) => graph.placeholder(`loop/data/${i}`, dtype, step.other ? rowShapeOf(shape) : null));
  const draws = [...step.resolutions.values()].some(({ as }) => as === "random");
  const rehearsing = draws ? graph.placeholder("loop/rehearsing", BOOL, []) : null;
  const count = countOf(graph, indices);
  const arrays = outputTypes(step).map((type) => addArray(graph, type, count, enter));
  const entered = {
    count: enter(count, INT),
    indices: enter(indices, INT),
    seeds: enter(seed, INT),
    rehearsing: rehearsing && enter(rehearsing, BOOL),
    data: data.map((one, i) => enter(one, step.inputs[i]?.dtype as number)),
    settings: new Map([...settings].map(([name, one]) => [name, enter(one, FLOAT)])),
    handles: new Map([...variables.values()].map((one) => [one, enter(one.handle, DTYPE.resource, { before: [one.assign] })])),
  };
  const index = { Tparams: { type: INT }, Tindices: { type: INT }, Taxis: { type: INT } };
  const sizes = addSizes(graph, step, graph.add("GatherV2", [indices, graph.integer(0), graph.integer(0)], index), INT);
  const types = new Map([...sizes.values()].map(({ name, dtype }) => [name, dtype]));
  const inside = new Map([...types].map(([name, dtype]) => [name, enter(name, dtype)]));
  const enteredSizes = new Map([...sizes].map(([constant, { name }]) => [constant, inside.get(name) as string]));

  const merge = (start: string, type: number, next: string) =>
    graph.add("Merge", [enter(start, type, { constant: false }), next], { T: { type }, N: { int: 2 } });
  const mergedStep = merge(graph.integer(0), INT, "loop/next");
  const going = graph.add("LoopCond", [graph.add("Less", [mergedStep, entered.count], { T: { type: INT } })]);
  const ended = graph.add("Switch", [mergedStep, going], { T: { type: INT } });
  const at = graph.add("Identity", [`${ended}:1`], { T: { type: INT } });

  const before = [at];
  const gather = (from: string, rows: string, type: number) =>
    graph.add("GatherV2", [from, rows, graph.integer(0, before)], { Tparams: { type }, Tindices: { type: INT }, Taxis: { type: INT } });
  const rows = gather(entered.indices, at, INT);
  const ownSeed = gather(entered.seeds, at, INT);
  const randoms = new Map<string, Constant>();
  const ifRehearsing = (value: string, type: number) => graph.add("Switch", [value, entered.rehearsing as string], { T: { type } });
  const made = body({
    inputs: step.inputs.map(({ shape, dtype }, i) => {
      const own = gather(entered.data[i] as string, rows, dtype);
      const types = { T: { type: dtype }, Tshape: { type: INT } };
      return step.other ? own : graph.add("Reshape", [own, graph.integers(shape, before)], types);
    }),
    before,
    handleOf: (variable) => entered.handles.get(variable) as string,
    sized: (constant) => enteredSizes.get(constant) ?? null,
    setting: (name) => gather(entered.settings.get(name) as string, at, FLOAT),
    random(constant, draw) {
      const { dtype, shape } = constant;
      const given = graph.placeholder(`loop/random/${randoms.size}`, dtype, null);
      randoms.set(given, constant);
      const fed = graph.add("EnsureShape", [`${ifRehearsing(enter(given, dtype), dtype)}:1`], {
        T: { type: dtype },
        shape: { shape: enteredSizes.has(constant) ? null : shape },
      });
      return graph.add("Merge", [draw(ifRehearsing(ownSeed, INT)), fed], { T: { type: dtype }, N: { int: 2 } });
    },
  });

  const written = arrays.map((array, i) => array.write(at, made.outputs[i] as string));
  const after = [...made.after, ...written];
  const following = graph.add("AddV2", [at, graph.integer(1, before)], { T: { type: INT } }, { before: after });
  graph.add("NextIteration", [following], { T: { type: INT } }, { name: "loop/next" });
  const ran = graph.add("Exit", [ended], { T: { type: INT } });
  const outputs = arrays.map((array) => array.stacked([ran]));
  const values = new Map([...variables].map(([name, one]) => [name, { init: one.init, last: readOf(graph, one, "last", [ran]) }]));
  return { inputs: data, outputs, ran, seed, settings, randoms, indices, rehearsing, variables: values };
}

/** The first dimension of `indices`. */
function countOf(graph: GraphBuilder, indices: string): string {
  const shape = graph.add("Shape", [indices], { T: { type: INT }, out_type: { type: INT } });
  const [from, to, by] = [graph.integers([0]), graph.integers([1]), graph.integers([1])];
  return graph.add("StridedSlice", [shape, from, to, by], { T: { type: INT }, Index: { type: INT }, shrink_axis_mask: { int: 1 } });
}

/** A TensorArray that a loop writes to, one value in each turn. Turns come one after the other, so its flow needs not go around with them. */
function addArray(graph: GraphBuilder, type: number, count: string, enter: (input: string, type: number) => string) {
  const handle = graph.add("TensorArrayV3", [count], { dtype: { type }, element_shape: { shape: null } });
  const flow = `${handle}:1`;
  const inside = { handle: enter(handle, DTYPE.resource), flow: enter(flow, FLOAT) };
  return {
    write: (at: string, value: string) => graph.add("TensorArrayWriteV3", [inside.handle, at, value, inside.flow], { T: { type } }),
    stacked(after: readonly string[]) {
      const all = graph.add("Range", [graph.integer(0), count, graph.integer(1)], { Tidx: { type: INT } });
      return graph.add("TensorArrayGatherV3", [handle, all, flow], { dtype: { type }, element_shape: { shape: null } }, { before: after });
    },
  };
}

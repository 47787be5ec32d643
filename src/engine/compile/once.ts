import { DTYPE } from "./binding.ts";
import type { Constant, GraphBuilder } from "./graph.ts";
import { addSizes } from "./row-sizes.ts";
import { type MadeStep, outputTypes, type Step, type StepNodes, type StepPlace } from "./step.ts";

/** A dimension of any size. */
const ANY = -1;

/** A step by itself, on inputs that are fed to it. */
export function addOnce(graph: GraphBuilder, step: Step, body: (inside: StepPlace) => MadeStep): StepNodes {
  const inputs = step.inputs.map(({ shape, dtype }, i) =>
    graph.placeholder(`input/${i}`, dtype, step.other ? [ANY, ...shape.slice(1)] : shape),
  );
  const settings = new Map(step.settings.map((name, i) => [name, graph.placeholder(`setting/${i}`, DTYPE.float32, [])]));
  const seed = graph.placeholder("random/seed", DTYPE.int32, []);
  const sizes = addSizes(graph, step, inputs[0] as string, step.inputs[0]?.dtype as number);
  const randoms = new Map<string, Constant>();
  const made = body({
    inputs,
    before: [],
    handleOf: ({ handle }) => handle,
    setting: (name) => settings.get(name) as string,
    sized: (constant) => sizes.get(constant)?.name ?? null,
    random(constant, draw) {
      const { dtype, shape } = constant;
      const random = graph.add("PlaceholderWithDefault", [draw(seed)], {
        dtype: { type: dtype },
        shape: { shape: sizes.has(constant) ? null : shape },
      });
      randoms.set(random, constant);
      return random;
    },
  });
  const types = outputTypes(step);
  const outputs = made.outputs.map((output, i) =>
    graph.add("Identity", [output], { T: { type: types[i] as number } }, { name: `output/${i}`, before: made.after }),
  );
  const yes = { shape: [], dtype: DTYPE.bool, values: Uint8Array.of(1) };
  const ran = graph.add("Const", [], { dtype: { type: DTYPE.bool }, value: { tensor: yes } }, { name: "ran", before: made.after });
  return { inputs, outputs, ran, seed, settings, randoms };
}

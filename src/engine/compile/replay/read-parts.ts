import { idOf, type NodeBackend } from "../binding.ts";
import { compare } from "../check.ts";
import type { Program } from "../program.ts";
import type { Running } from "../running.ts";
import type { StepNodes } from "../step.ts";
import type { Trace } from "../trace.ts";
import { EarlyValues, type Reads } from "./early-values.ts";
import { Part } from "./parts.ts";
import { outputNumbers } from "./path.ts";
import type { Read, Recording } from "./recording.ts";

/** The trace whose outputs end with what is read of it. */
export const withReads = (trace: Trace, { reads }: Recording): Trace => ({
  ...trace,
  outputs: [...trace.outputs, ...reads.map(({ ref }) => ref)],
});

/** Where the values are that were read, in the graph of a trace whose outputs end with them. */
export function readsOf(program: Program, { trace, reads }: Recording): Reads {
  const once = program.once as StepNodes;
  const numbers = outputNumbers(trace.ops);
  const nodes = new Map(program.nodes.map((node) => [node.name, node]));
  // An output comes after the whole step, and what it is made of does not.
  const sourceOf = (output: string) => nodes.get(output)?.inputs[0] as string;
  const last = once.outputs.slice(once.outputs.length - reads.length);
  const outputs = reads.map(({ ref: { op, output } }, i) => {
    const dtype = trace.ops[op]?.dtypes[output] as number;
    return [(numbers[op] as number) + output, { output: sourceOf(last[i] as string), dtype }] as const;
  });
  return { outputs: new Map(outputs), part: Part.none(program, once) };
}

/** A step that is made in parts, as a recorded one was read: what was read is compared with it. */
export function inParts(
  backend: NodeBackend,
  running: Running,
  reads: Reads,
  recording: Recording,
  tolerance: number,
): Pick<Running, "rehearse" | "changing"> {
  const numbers = outputNumbers(recording.trace.ops);
  const numberOf = ({ ref }: Read) => (numbers[ref.op] as number) + ref.output;
  return {
    changing: running.changing,
    rehearse({ inputs, settings, before }) {
      running.moveIn(before);
      const early = new EarlyValues(backend, reads, running);
      const natives = inputs.map((one) => idOf(backend, one));
      const left = [...recording.reads];
      try {
        for (let first = left[0]; first; first = left[0]) {
          const { at } = first;
          const now = left.filter(({ ref }) => ref.op < at);
          left.splice(0, left.length, ...left.filter((one) => !now.includes(one)));
          const found = early.read(now.map(numberOf), natives) as Map<number, number>;
          for (const one of now) {
            const number = numberOf(one);
            const dtype = reads.outputs.get(number)?.dtype as number;
            const tensor = backend.createOutputTensor({ id: found.get(number) as number, shape: one.value.shape, dtype });
            compare("a value that is read", tensor, one.value, tolerance);
            tensor.dispose();
          }
        }
        return { outputs: running.run(natives, { seed: 0, settings }, early.known), values: running.values() };
      } finally {
        early.dispose();
      }
    },
  };
}

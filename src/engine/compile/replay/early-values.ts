import { identityOf, type NodeBackend } from "../binding.ts";
import type { Running } from "../running.ts";
import type { Part } from "./parts.ts";

/** Values of a step that JavaScript reads before the step is over. */
export interface Reads {
  /** Where they are in the graph, by the numbers of the operations' outputs. */
  outputs: ReadonlyMap<number, { output: string; dtype: number }>;
  /** Of the graph, before anything was read. */
  part: Part;
}

/** What is read in the middle of a step that is followed: parts of its graph run for that, and the rest of it after them. */
export class EarlyValues {
  readonly #backend: NodeBackend;
  readonly #reads: Reads;
  readonly #running: Running;
  #part: Part;
  /** Native tensors by outputs of the graph: the rest of the step need not compute them. */
  readonly known = new Map<string, number>();

  constructor(backend: NodeBackend, reads: Reads, running: Running) {
    this.#backend = backend;
    this.#reads = reads;
    this.#running = running;
    this.#part = reads.part;
  }

  /**
   * Native tensors of values by their numbers, which become the caller's. `inputs`: native ones of the step's inputs, as far as they are there.
   * Null where others are needed.
   */
  read(numbers: readonly number[], inputs: readonly (number | undefined)[]): Map<number, number> | null {
    const { known } = this;
    const { binding } = this.#backend;
    const wanted = numbers.map((number) => this.#reads.outputs.get(number) as { output: string; dtype: number });
    const part = this.#part.next(wanted.map(({ output }) => output));
    if (part.inputs.some((input) => inputs[input] === undefined)) return null;
    const names = this.#running.program.once?.inputs as string[];
    const given = new Map(part.inputs.map((input) => [names[input] as string, inputs[input] as number]));
    const found = part.fetches.length > 0 ? this.#running.fetch(new Map([...given, ...known]), part.fetches) : [];
    for (const [i, { id }] of found.entries()) known.set(part.fetches[i] as string, id);
    this.#part = part;
    const copyOf = ({ output, dtype }: { output: string; dtype: number }) =>
      identityOf(binding, (known.get(output) ?? given.get(output)) as number, dtype).id;
    return new Map(wanted.map((one, i) => [numbers[i] as number, copyOf(one)]));
  }

  dispose(): void {
    for (const id of this.known.values()) this.#backend.binding.deleteTensor(id);
    this.known.clear();
  }
}

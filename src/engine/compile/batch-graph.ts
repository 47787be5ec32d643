import type { Tensor } from "@tensorflow/tfjs-core";
import type { BatchProgram } from "./batch-program.ts";
import { idOf, type NodeBackend, type TF } from "./binding.ts";
import type { Session } from "./session.ts";
import { SessionVariables } from "./session-variables.ts";

/** A function that changes nothing, as a graph for any number of rows. It has the variables' values in its session. */
export class BatchGraph {
  readonly #backend: NodeBackend;
  readonly #program: BatchProgram;
  readonly #session: Session;
  readonly #variables: SessionVariables;

  constructor(tf: TF, backend: NodeBackend, program: BatchProgram, session: Session) {
    this.#backend = backend;
    this.#program = program;
    this.#session = session;
    this.#variables = new SessionVariables(tf, backend, session, program.variables);
  }

  /** From how many rows on another part of the graph is used; null: the same for all. */
  get many(): number | null {
    return this.#program.many && MANY;
  }

  /** The outputs are the caller's. */
  run(inputs: readonly Tensor[]): Tensor[] {
    this.#variables.takeIn();
    const { inputs: names, outputs, many } = this.#program;
    const feeds = new Map(inputs.map((input, i) => [names[i] as string, idOf(this.#backend, input)]));
    const rows = inputs[0]?.shape[0] ?? 0;
    return this.#session.run(feeds, many && rows >= MANY ? many : outputs).map((one) => this.#backend.createOutputTensor(one));
  }

  close(): void {
    this.#session.close();
  }
}

/** Rows from which on fewer numbers in the middle count for more than more operations. */
const MANY = 256;

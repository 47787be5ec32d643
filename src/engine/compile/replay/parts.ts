import type { Program } from "../program.ts";
import type { GraphNode } from "../saved-model.ts";
import type { StepNodes } from "../step.ts";

/** A part of a step's graph that runs before the rest of it, for values that are wanted early. It changes no variable. */
export class Part {
  /** Places of the step's inputs that it needs. */
  readonly inputs: readonly number[];
  /** Nodes' outputs: those that are wanted, and all that the rest of the step needs of what has run, so that nothing runs twice. */
  readonly fetches: readonly string[];
  readonly #graph: Graph;
  /** Nodes that have run with it and before it, and what is known of them. */
  readonly #ran: ReadonlySet<string>;
  readonly #known: ReadonlySet<string>;
  readonly #next = new Map<string, Part>();

  private constructor(graph: Graph, before: { ran: ReadonlySet<string>; known: ReadonlySet<string> }, wanted: readonly string[]) {
    const now = new Set<string>();
    const inputs = new Set<number>();
    const open = [...wanted];
    for (let output = open.pop(); output !== undefined; output = open.pop()) {
      const name = nodeOf(output);
      if (before.known.has(output) || now.has(name)) continue;
      const input = graph.inputs.get(name);
      if (input === undefined) {
        now.add(name);
        open.push(...(graph.nodes.get(name)?.inputs ?? []));
      } else inputs.add(input);
    }
    this.#graph = graph;
    this.#ran = new Set([...before.ran, ...now]);
    const isNeeded = (output: string) => graph.takers.get(output)?.some((taker) => !this.#ran.has(taker));
    const needed = [...graph.takers.keys()].filter((output) => now.has(nodeOf(output)) && isCostly(graph, output) && isNeeded(output));
    const fetches = new Set([...wanted, ...needed].filter((output) => !before.known.has(output) && !graph.inputs.has(nodeOf(output))));
    this.inputs = [...inputs];
    this.fetches = [...fetches];
    this.#known = new Set([...before.known, ...fetches]);
  }

  /** What has run before anything is wanted. */
  static none({ nodes }: Program, once: StepNodes): Part {
    const takers = new Map<string, string[]>();
    for (const { name, inputs } of nodes)
      for (const input of inputs) if (!input.startsWith("^")) takers.set(input, [...(takers.get(input) ?? []), name]);
    const inputs = new Map(once.inputs.map((name, i) => [name, i]));
    return new Part({ nodes: new Map(nodes.map((node) => [node.name, node])), takers, inputs }, { ran: new Set(), known: new Set() }, []);
  }

  /** The part that gives these, where what came with this one and before it is at hand. */
  next(wanted: readonly string[]): Part {
    const key = wanted.join();
    const known = this.#next.get(key) ?? new Part(this.#graph, { ran: this.#ran, known: this.#known }, wanted);
    this.#next.set(key, known);
    return known;
  }
}

interface Graph {
  nodes: ReadonlyMap<string, GraphNode>;
  /** By outputs: the nodes that take them. */
  takers: ReadonlyMap<string, readonly string[]>;
  /** By names: the places of the step's inputs. */
  inputs: ReadonlyMap<string, number>;
}

const nodeOf = (output: string): string => output.replace(/^\^|:\d+$/g, "");

/** Others are at hand wherever they are needed. */
const isCostly = ({ nodes }: Graph, output: string): boolean => !AT_HAND.has(nodes.get(nodeOf(output))?.op ?? "");

const AT_HAND = new Set(["Const", "Placeholder", "VarHandleOp", "ReadVariableOp"]);

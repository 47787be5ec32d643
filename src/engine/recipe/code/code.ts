import type { ColumnKind } from "../step.ts";
import type { ValueKind, Variable } from "./emitter.ts";
import { HELPERS, type HelperName } from "./helpers/helpers.ts";
import { text } from "./literals.ts";
import { Names } from "./names.ts";

/** A variable as it was declared: `let` where it is assigned again. */
interface Declared {
  id: string;
  again: boolean;
}

export type Line = string | (() => string);

/** What one step added. */
export interface Block {
  title: string;
  /** Figures that the step learnt, at the top of the file. */
  constants: string[];
  /** What it remembers from row to row, outside the function. */
  memory: string[];
  lines: Line[];
}

const TYPES: Record<ValueKind, string> = { number: "number", date: "number", text: "string | null" };

export const typeOf = (kind: ValueKind): string => TYPES[kind];
const valueKind = (kind: ColumnKind): ValueKind => (kind === "category" ? "text" : kind);

/** The code of a recipe as it grows, step by step; steps see columns as variables. */
export class Code {
  readonly blocks: Block[] = [];
  readonly inputs: Variable[];
  /** Helper functions that the code calls. */
  readonly helpers = new Set<HelperName>();
  readonly #names = new Names(Object.keys(HELPERS));
  readonly #variables = new Map<string, Variable>();
  readonly #declared = new Map<string, Declared>();

  constructor(inputs: readonly { name: string; kind: ColumnKind }[]) {
    this.inputs = inputs.map(({ name, kind }) => ({ name, kind: valueKind(kind), id: this.#names.of(name) }));
    for (const input of this.inputs) {
      this.#variables.set(input.name, input);
      this.#declared.set(input.id, { id: input.id, again: false });
    }
  }

  /** Begins the block of a step. */
  begin(title: string): void {
    this.blocks.push({ title, constants: [], memory: [], lines: [] });
  }

  find(name: string): Variable | undefined {
    return this.#variables.get(name);
  }

  isAssignedAgain(id: string): boolean {
    return this.#declared.get(id)?.again ?? false;
  }

  line(line: Line): void {
    this.#block.lines.push(line);
  }

  /** A figure learnt, or a table of them; returns its name. */
  constant(wanted: string, value: string, type?: string): string {
    const id = this.#names.constant(wanted);
    this.#block.constants.push(`const ${id}${type ? `: ${type}` : ""} = ${value};`);
    return id;
  }

  /** What is remembered from row to row; returns its name. Of a type where it is assigned again. */
  memory(wanted: string, value: string, type?: string): string {
    const id = this.#names.of(wanted);
    this.#block.memory.push(type === undefined ? `const ${id} = ${value};` : `let ${id}: ${type} = ${value};`);
    return id;
  }

  /** A name for a variable that an emitter declares itself. */
  name(wanted: string): string {
    return this.#names.of(wanted);
  }

  /** A value on the way to others; returns its name. */
  local(wanted: string, value: string): string {
    const id = this.#names.of(wanted);
    this.line(`const ${id} = ${value};`);
    return id;
  }

  /** Gives a column's variable another value of its kind. */
  assign(variable: Variable, value: string): void {
    this.again(variable);
    this.line(`${variable.id} = ${value};`);
  }

  /** Says that the lines of an emitter assign this variable. */
  again({ id }: Variable): void {
    const declared = this.#declared.get(id);
    if (declared) declared.again = true;
  }

  /** A new column, or one of another kind under an old name. */
  add(name: string, kind: ValueKind, value: string): Variable {
    const variable: Variable = { name, kind, id: this.#names.of(name) };
    const declared = { id: variable.id, again: false };
    this.#variables.set(name, variable);
    this.#declared.set(variable.id, declared);
    this.line(() => `${declared.again ? `let ${variable.id}: ${typeOf(kind)}` : `const ${variable.id}`} = ${value};`);
    return variable;
  }

  /** Takes a column away, unless a new one of its name stands in its place by now. */
  remove({ name, id }: Variable): void {
    if (this.#variables.get(name)?.id === id) this.#variables.delete(name);
  }

  rename(variable: Variable, to: string): void {
    this.remove(variable);
    this.#variables.set(to, { ...variable, name: to });
  }

  leaveOutWhen(condition: string): void {
    this.line(`if (${condition}) return null;`);
  }

  /** A call of a helper function, which the file then holds. */
  call(helper: HelperName, ...args: string[]): string {
    return `${this.use(helper)}(${args.join(", ")})`;
  }

  use(helper: HelperName): HelperName {
    this.helpers.add(helper);
    for (const needed of HELPERS[helper].needs ?? []) if (!this.helpers.has(needed)) this.use(needed);
    return helper;
  }

  /** Whether a variable's value is missing. */
  missing({ kind, id }: Variable): string {
    return kind === "text" ? `${id} === null` : `Number.isNaN(${id})`;
  }

  /** A variable's value as a label, null where missing. */
  label({ kind, id }: Variable): string {
    return kind === "text" ? id : this.call(kind === "number" ? "labelOf" : "dateLabel", id);
  }

  fail(message: string): string {
    return this.call("fail", text(message));
  }

  get #block(): Block {
    return this.blocks.at(-1) as Block;
  }
}

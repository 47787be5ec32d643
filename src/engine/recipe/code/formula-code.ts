import { type DatePart, PARTS } from "../dates/parts.ts";
import type { Node } from "../formula/ast.ts";
import { isComparison } from "../formula/operators.ts";
import type { Compiled } from "../formula/typing.ts";
import type { Code } from "./code.ts";
import { partSource } from "./date-parts.ts";
import type { Variable } from "./emitter.ts";
import { number, text } from "./literals.ts";

type NodeOf<T extends Node["type"]> = Extract<Node, { type: T }>;

const DAY = "86_400_000";
/** Functions of one number that `Math` has by the same name. */
const MATH = new Set(["abs", "sign", "sqrt", "exp", "log", "log2", "log10", "log1p", "sin", "cos", "floor", "ceil"]);
const EQUALITY: Record<string, string> = { "==": "===", "!=": "!==" };

const bracketed = (sign: string, value: string | null) => (value === null ? null : `${sign}(${value})`);

/** Writes a formula as an expression, in which null is a missing value. */
export class FormulaCode {
  readonly #code: Code;
  readonly #columns: readonly Variable[];
  readonly #options: { name: string; invalid: "missing" | "error" };
  readonly type: (node: Node) => Compiled["type"];

  constructor(
    code: Code,
    columns: readonly Variable[],
    options: { name: string; invalid: "missing" | "error" },
    type: (node: Node) => Compiled["type"],
  ) {
    this.#code = code;
    this.#columns = columns;
    this.#options = options;
    this.type = type;
  }

  of(node: Node): string {
    const plain = node.type === "number" ? null : this.plain(node);
    if (plain !== null) return this.#code.call("present", plain);
    if (node.type === "number") return number(node.value);
    if (node.type === "text") return text(node.value);
    if (node.type === "missing") return "(null as number | null)";
    if (node.type === "column") return this.#column(node.name);
    if (node.type === "unary") return this.#unary(node);
    return node.type === "binary" ? this.#binary(node) : this.#call(node);
  }

  /** Plain arithmetic, through which NaN for missing goes by itself; null where there is more to it. */
  plain(node: Node): string | null {
    if (node.type === "number") return number(node.value);
    if (node.type === "column") return this.type(node) === "number" ? this.#find(node.name).id : null;
    if (this.#options.invalid === "error") return null; // what is missing is no error
    if (node.type === "unary") return node.operator === "-" ? bracketed("-", this.plain(node.operand)) : null;
    if (node.type === "call") {
      const [arg, ...more] = node.args;
      const value = arg && more.length === 0 && MATH.has(node.name) ? this.plain(arg) : null;
      return value === null ? null : this.#code.call("orMissing", `Math.${node.name}(${value})`);
    }
    if (node.type !== "binary" || !["+", "-", "*", "/"].includes(node.operator)) return null;
    const [left, right] = [this.plain(node.left), this.plain(node.right)];
    return left === null || right === null ? null : this.#code.call("orMissing", `${left} ${node.operator} ${right}`);
  }

  #find(name: string): Variable {
    return this.#columns.find((one) => one.name === name) as Variable;
  }

  #column(name: string): string {
    const column = this.#find(name);
    return column.kind === "text" ? column.id : this.#code.call("present", column.id);
  }

  #unary({ operator, operand }: NodeOf<"unary">): string {
    return this.#code.call("ifPresent", this.of(operand), operator === "-" ? "(a) => -a" : "(a) => Number(a === 0)");
  }

  #binary(node: NodeOf<"binary">): string {
    const { operator, left, right } = node;
    if (operator === "and" || operator === "or")
      return this.#code.call("logical", String(operator === "or"), this.of(left), `() => ${this.of(right)}`);
    return this.#both(left, right, isComparison(operator) ? this.#comparison(node) : this.#arithmetic(node));
  }

  #both(left: Node, right: Node, result: string): string {
    return this.#code.call("both", this.of(left), `() => ${this.of(right)}`, `(a, b) => ${result}`);
  }

  #comparison({ operator, left, right }: NodeOf<"binary">): string {
    const isText = this.type(left) === "text" || this.type(right) === "text";
    const sign = EQUALITY[operator] ?? operator;
    return isText && !(operator in EQUALITY) ? `Number(${this.#code.call("textOrder", "a", "b")} ${sign} 0)` : `Number(a ${sign} b)`;
  }

  #arithmetic({ operator, left, right }: NodeOf<"binary">): string {
    const dates = [this.type(left) === "date", this.type(right) === "date"];
    if (dates[0] && dates[1]) return `(a - b) / ${DAY}`;
    if (dates[0]) return this.#checked(this.#code.call("validTime", `a ${operator} b * ${DAY}`));
    if (dates[1]) return this.#checked(this.#code.call("validTime", `a * ${DAY} ${operator} b`));
    return this.#checked(operator === "%" ? this.#code.call("modulo", "a", "b") : `a ${operator} b`);
  }

  /** A number, where it is finite. */
  #checked(value: string): string {
    const { name, invalid } = this.#options;
    return invalid === "error" ? this.#code.call("sure", value, text(name)) : this.#code.call("finite", value);
  }

  #call({ name, args }: NodeOf<"call">): string {
    const lazily = args.map((arg) => `() => ${this.of(arg)}`);
    if (name === "if") return this.#code.call("either", this.of(args[0] as Node), ...lazily.slice(1));
    if (name === "is_missing") return `Number(${this.of(args[0] as Node)} === null)`;
    if (name === "coalesce") return this.#code.call("firstOf", ...lazily);
    if (name === "min" || name === "max") return this.#every(args, "number", `(...all) => Math.${name}(...all)`);
    if (name === "concat") return this.#every(args, "string", '(...all) => all.join("")');
    if (name === "replace") return this.#every(args, "string", '(a = "", b = "", c = "") => a.replaceAll(b, () => c)');
    const of = this.#function(name, args.length);
    if (args.length === 1) return this.#code.call("ifPresent", this.of(args[0] as Node), `(a) => ${of}`);
    return this.#both(args[0] as Node, args[1] as Node, of);
  }

  #every(args: readonly Node[], type: string, of: string): string {
    return `${this.#code.use("every")}<${type}, ${type}>([${args.map((arg) => `() => ${this.of(arg)}`).join(", ")}], ${of})`;
  }

  /** What a function gives for the values `a` and `b`. */
  #function(name: string, count: number): string {
    const code = this.#code;
    const texts: Record<string, string> = { text: "String(a)", lower: "a.toLowerCase()", upper: "a.toUpperCase()", trim: "a.trim()" };
    const own = texts[name];
    if (own !== undefined) return own;
    const numbers: Record<string, () => string> = {
      round: () => code.call("rounded", "a", count === 1 ? "0" : "b"),
      number: () => code.call("numberIn", "a"),
      date: () => code.call("dateIn", "a"),
      length: () => "[...a].length",
      contains: () => "Number(a.includes(b))",
      starts_with: () => "Number(a.startsWith(b))",
      ends_with: () => "Number(a.endsWith(b))",
    };
    const made = numbers[name]?.() ?? (name in PARTS ? partSource(name as DatePart, "new Date(a)", code)(name) : `Math.${name}(a)`);
    return this.#checked(made);
  }
}

import { closest } from "../../../shared/closest.ts";
import { filterInvalid } from "../errors.ts";
import { ATTRIBUTE_ALIASES, type Field, type Filter, NUMBER_ATTRIBUTES, type Operator, TEXT_ATTRIBUTES } from "./filter.ts";
import { type Token, tokenize } from "./tokens.ts";

const ENTITIES: Record<string, Field["of"]> = {
  metric: "metrics",
  metrics: "metrics",
  param: "params",
  params: "params",
  parameter: "params",
  parameters: "params",
  tag: "tags",
  tags: "tags",
  attr: "attributes",
  attribute: "attributes",
  attributes: "attributes",
  run: "attributes",
};
const STATUSES = ["RUNNING", "FINISHED", "FAILED", "KILLED", "INTERRUPTED"];
const EXAMPLE = "Write for example: metrics.val_acc > 0.9 and params.optimizer = 'adam'";

/**
 * MLflow's filter syntax with `or`, parentheses and numbers against params added.
 * Throws `filter-invalid` with the column (from 1).
 */
export function parseFilter(text: string): Filter {
  const parser = new Parser(tokenize(text));
  const filter = parser.alternatives();
  parser.end();
  return filter;
}

class Parser {
  #tokens: Token[];
  #at = 0;

  constructor(tokens: Token[]) {
    this.#tokens = tokens;
  }

  alternatives(): Filter {
    return this.#joined("or", () => this.#joined("and", () => this.#unit()));
  }

  end(): void {
    const token = this.#peek();
    if (token.kind !== "end")
      throw filterInvalid(`${describe(token)} is one too many.`, token.column, "Join conditions with `and` or `or`.");
  }

  #joined(kind: "and" | "or", next: () => Filter): Filter {
    const parts = [next()];
    while (this.#takeWord(kind)) parts.push(next());
    return parts.length === 1 ? (parts[0] as Filter) : { kind, parts };
  }

  #unit(): Filter {
    if (!this.#takeMark("(")) return this.#condition();
    const inner = this.alternatives();
    this.#needMark(")");
    return inner;
  }

  #condition(): Filter {
    const column = this.#peek().column;
    const field = this.#field();
    const negated = this.#takeWord("not");
    const token = this.#next();
    const word = token.kind === "word" ? token.text.toUpperCase() : "";
    if (word === "IN") return { kind: "in", field, negated, values: this.#list(field) };
    if (negated) throw filterInvalid("`not` stands before `in` only.", token.column, "Use != to exclude one value.");
    const operator = token.kind === "operator" ? token.text : word;
    if (!isOperator(operator))
      throw filterInvalid(`a comparison is expected, not ${describe(token)}.`, token.column, "Use =, !=, <, <=, >, >=, LIKE, ILIKE or IN.");
    const value = this.#value();
    check(field, operator, value.value, value.column, column);
    return { kind: "compare", field, operator, value: value.value };
  }

  #field(): Field {
    const token = this.#next();
    if (token.kind !== "word" && token.kind !== "quoted")
      throw filterInvalid(`a name is expected, not ${describe(token)}.`, token.column, EXAMPLE);
    if (token.kind === "quoted" || !this.#takeMark(".")) return attribute(token.text, token.column);
    const of = ENTITIES[token.text.toLowerCase()];
    if (!of)
      throw filterInvalid(
        `${token.text} is not something runs have.`,
        token.column,
        `Did you mean ${closest(token.text, ["metrics", "params", "attributes", "tags"], 1)[0] ?? "metrics"}?`,
      );
    const key = this.#next();
    if (key.kind !== "word" && key.kind !== "quoted")
      throw filterInvalid(`a name is expected after the dot, not ${describe(key)}.`, key.column, EXAMPLE);
    return of === "attributes" ? attribute(key.text, key.column) : { of, key: key.text };
  }

  #list(field: Field): (number | string)[] {
    this.#needMark("(");
    const values: (number | string)[] = [];
    do {
      const { value, column } = this.#value();
      check(field, "=", value, column, column);
      values.push(value);
    } while (this.#takeMark(","));
    this.#needMark(")");
    return values;
  }

  #value(): { value: number | string; column: number } {
    const token = this.#next();
    if (token.kind === "number") return { value: token.value, column: token.column };
    // MLflow takes double quotes for strings as well, where no name can stand.
    if (token.kind === "string" || token.kind === "quoted") return { value: token.text, column: token.column };
    throw filterInvalid(`a value is expected, not ${describe(token)}.`, token.column, "Put text in single quotes: 'adam'.");
  }

  #peek = (): Token => this.#tokens[this.#at] as Token;

  #next(): Token {
    const token = this.#peek();
    if (token.kind !== "end") this.#at += 1;
    return token;
  }

  #takeWord(text: string): boolean {
    const token = this.#peek();
    if (token.kind !== "word" || token.text.toLowerCase() !== text) return false;
    this.#at += 1;
    return true;
  }

  #takeMark(text: string): boolean {
    const token = this.#peek();
    if (token.kind !== "mark" || token.text !== text) return false;
    this.#at += 1;
    return true;
  }

  #needMark(text: string): void {
    const token = this.#peek();
    if (!this.#takeMark(text)) throw filterInvalid(`${text} is expected, not ${describe(token)}.`, token.column, "Check the parentheses.");
  }
}

const isOperator = (text: string): text is Operator => ["=", "!=", "<", "<=", ">", ">=", "LIKE", "ILIKE"].includes(text);

function attribute(name: string, column: number): Field {
  const key = ATTRIBUTE_ALIASES[name.toLowerCase()] ?? name.toLowerCase();
  const known: readonly string[] = [...TEXT_ATTRIBUTES, ...NUMBER_ATTRIBUTES];
  if (known.includes(key)) return { of: "attributes", key };
  throw filterInvalid(`runs have no attribute ${name}.`, column, `Use metrics.${name} or params.${name}, or one of: ${known.join(", ")}.`);
}

/** Whether the comparison makes sense for the field; a filter that could never match is an error, not an empty list. */
function check({ of, key }: Field, operator: Operator, value: number | string, valueColumn: number, fieldColumn: number): void {
  const numeric = of === "metrics" || (of === "attributes" && (NUMBER_ATTRIBUTES as readonly string[]).includes(key));
  const textual = of === "tags" || (of === "attributes" && !numeric);
  const name = of === "attributes" ? key : `${of}.${key}`;
  const like = operator === "LIKE" || operator === "ILIKE";
  if (numeric && like) throw filterInvalid(`${operator} is for text, and ${name} is a number.`, fieldColumn, "Use =, !=, <, <=, > or >=.");
  if (like && typeof value === "number") throw filterInvalid(`${operator} needs text.`, valueColumn, "Put it in single quotes: '%adam%'.");
  if (numeric && typeof value === "string") throw filterInvalid(`${name} is a number.`, valueColumn, "Write the number without quotes.");
  if (textual && typeof value === "number") throw filterInvalid(`${name} is text.`, valueColumn, `Put it in single quotes: '${value}'.`);
  if (key === "status" && of === "attributes" && !like && !STATUSES.includes(String(value)))
    throw filterInvalid(`there is no status '${value}'.`, valueColumn, `It is one of ${STATUSES.join(", ")}.`);
}

function describe(token: Token): string {
  if (token.kind === "end") return "the end";
  if (token.kind === "number") return String(token.value);
  return token.kind === "string" ? `'${token.text}'` : token.text;
}

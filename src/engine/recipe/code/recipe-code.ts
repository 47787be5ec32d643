import type { FittedRecipe } from "../fitted.ts";
import { Code, typeOf } from "./code.ts";
import type { Variable } from "./emitter.ts";
import { HELPERS, type HelperName } from "./helpers/helpers.ts";
import { key, ownKey, text } from "./literals.ts";
import { emitterFor } from "./registry.ts";

/**
 * A fitted recipe as a stand-alone TypeScript file: `prepare(row)`, or, where rows look back at earlier ones,
 * `createPrepare()`, which makes it; `title` says what it is. It gives what `applyRecipe` gives and imports nothing.
 */
export function codeOf(recipe: FittedRecipe, title: string): string {
  const code = new Code(recipe.inputs);
  for (const [index, { options, columns, state }] of recipe.steps.entries()) {
    code.begin(`${index + 1}. ${options.step}${columns.length > 0 && columns.length <= 6 ? `: ${columns.join(", ")}` : ""}`);
    const there = columns.flatMap((name) => code.find(name) ?? []);
    emitterFor(options)({ options, state, columns: there }, code);
  }
  const outputs = recipe.features.map((name) => code.find(name) as Variable);
  return render(title, code, outputs, recipe.lenient);
}

/** What reads a cell where a value of another type is missing. */
const LENIENT: Record<Variable["kind"], HelperName> = { number: "lenientNumber", date: "lenientDate", text: "lenientText" };

const NOTES = {
  number: "",
  date: "  /** Milliseconds since 1970-01-01 in UTC: `date.getTime()`. */\n",
  text: "",
};

function render(title: string, code: Code, outputs: readonly Variable[], lenient: FittedRecipe["lenient"]): string {
  const looksBack = code.blocks.some(({ memory }) => memory.length > 0);
  const body = bodyOf(code, outputs);
  const used = (id: string) => new RegExp(`(?<![\\p{ID_Continue}$])${id.replaceAll("$", "\\$")}(?![\\p{ID_Continue}$])`, "u").test(body);
  const reading = code.inputs.filter(({ id }) => used(id)).map((input) => `  ${read(code, input, lenient)}`);
  const inner = [...reading, body].join("\n");
  const parts = [
    `// ${title.replace(/\s+/g, " ")}\n// It stands alone: it imports nothing.`,
    interfaceOf("Input", code.inputs, lenient),
    interfaceOf("Output", outputs),
    ...code.blocks.filter(({ constants }) => constants.length > 0).map((block) => `// ${said(block.title)}\n${block.constants.join("\n")}`),
    looksBack
      ? maker(code, inner)
      : `/** Prepares one row; null: the row is left out. */\nexport function prepare(row: Input): Output | null {\n${inner}\n}`,
    ...[...code.helpers].map((name: HelperName) => HELPERS[name].source.trim()),
  ];
  return `${parts.join("\n\n")}\n`;
}

function maker(code: Code, inner: string): string {
  const memory = code.blocks.flatMap(({ memory: lines }) => lines.map((line) => `  ${line}`));
  return `/** Makes a function that prepares row after row, in their order, going on from the last training row; null: the row is left out. */
export function createPrepare(): (row: Input) => Output | null {
${memory.join("\n")}
  return (row) => {
${inner.replace(/^(?=.)/gm, "  ")}
  };
}`;
}

function bodyOf(code: Code, outputs: readonly Variable[]): string {
  const blocks = code.blocks.map(({ title, lines }) => {
    const own = lines.map((line) => `  ${typeof line === "string" ? line : line()}`);
    return `\n  // ${said(title)}\n${own.join("\n")}`;
  });
  const values = outputs.map(({ name, kind, id }) => {
    const value = kind === "text" ? id : code.call("present", id);
    return ownKey(name) === value ? `    ${value},` : `    ${ownKey(name)}: ${value},`;
  });
  return [...blocks, values.length === 0 ? "\n  return {};" : `\n  return {\n${values.join("\n")}\n  };`].join("\n");
}

function read(code: Code, { name, kind, id }: Variable, lenient: FittedRecipe["lenient"]): string {
  const cell = `row${/^[A-Za-z_$]/.test(key(name)) ? `.${key(name)}` : `[${text(name)}]`}`;
  const there = lenient?.missingColumn ? `${cell} ?? null` : cell;
  const value = lenient?.wrongType
    ? code.call(LENIENT[kind], there, ...(kind === "text" ? [] : [text(name)]))
    : code.call(kind === "text" ? "givenText" : "given", there, text(name));
  return code.isAssignedAgain(id) ? `let ${id}: ${typeOf(kind)} = ${value};` : `const ${id} = ${value};`;
}

function interfaceOf(name: string, variables: readonly Variable[], lenient?: FittedRecipe["lenient"]): string {
  const optional = lenient?.missingColumn ? "?" : "";
  const fields = variables.map(
    (variable) => `${NOTES[variable.kind]}  ${key(variable.name)}${optional}: ${variable.kind === "text" ? "string" : "number"} | null;`,
  );
  return `/** ${name === "Input" ? "A row as it comes" : "A row as a model is given it"}; null is missing. */\nexport interface ${name} {\n${fields.join("\n")}\n}`;
}

/** On one line, and with nothing that could end the comment. */
const said = (title: string) => title.replace(/[\r\n\u2028\u2029]+/g, " ");

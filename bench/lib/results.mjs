// What a bench has measured last, and its place in the documentation.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

const fileOf = (root, name) => join(root, "artifacts", "bench", `${name}.json`);

export function writeResults(root, name, results) {
  const file = fileOf(root, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(results, null, 2)}\n`);
}

export const readResults = (root, name) => JSON.parse(readFileSync(fileOf(root, name), "utf8"));

/** Puts `markdown` between the lines `<!-- bench NAME -->` and `<!-- /bench NAME -->` of a document that has them. */
export function publishMarkdown(root, document, name, markdown) {
  const file = join(root, document);
  const [open, close] = [`<!-- bench ${name} -->`, `<!-- /bench ${name} -->`];
  const text = readFileSync(file, "utf8");
  const [from, to] = [text.indexOf(open), text.indexOf(close)];
  if (from < 0 || to < from) throw new Error(`${document} has no place for the bench ${name}.`);
  writeFileSync(file, `${text.slice(0, from + open.length)}\n${markdown}\n${text.slice(to)}`);
}

import type { vocabularyIndices } from "../steps/vocabulary-indices.ts";
import type { Emitter } from "./emitter.ts";
import { list, text } from "./literals.ts";

export const emitVocabularyIndices: Emitter<typeof vocabularyIndices> = ({ options, state, columns }, code) => {
  const { length, unseen, missing, keep } = options;
  for (const column of columns) {
    const own = state[column.name];
    if (!own) continue;
    const { id, name } = column;
    if (missing === "error") code.line(`if (${id} === null) ${code.fail(`${name} has no text here`)};`);
    const words = code.constant(
      `${name}_words`,
      `new Map(${list(own.words.map(text))}.map((word, i): [string, number] => [word, i + 2]))`,
      "ReadonlyMap<string, number>",
    );
    const otherwise = unseen === "error" ? code.fail(`${name} has a word that is not in the vocabulary of training`) : "1";
    const tokens = code.local(
      `${name}_tokens`,
      `${code.call("plainWords", `${id} ?? ""`)}.slice(0, ${length}).map((word) => ${words}.get(word) ?? ${otherwise})`,
    );
    if (!keep) code.remove(column);
    for (let i = 0; i < length; i += 1) code.add(`${name}_token_${i + 1}`, "number", `${tokens}[${i}] ?? 0`);
  }
};

import type { tfIdf } from "../steps/tf-idf.ts";
import type { Emitter } from "./emitter.ts";
import { map, number, set, text } from "./literals.ts";

export const emitTfIdf: Emitter<typeof tfIdf> = ({ options, state, columns }, code) => {
  const { ngrams, stopWords, lowercase, sublinear, norm, missing, keep } = options;
  for (const column of columns) {
    const own = state[column.name];
    if (!own) continue;
    const { id, name } = column;
    if (missing === "error") code.line(`if (${id} === null) ${code.fail(`${name} has no text here`)};`);
    const idf = code.constant(
      `${name}_idf`,
      map(own.terms.map((term, i) => [text(term), number(own.idf[i] as number)])),
      "ReadonlyMap<string, number>",
    );
    const stopped = code.constant(`${name}_stop_words`, set(stopWords.map(text)), "ReadonlySet<string>");
    const source = missing === "error" ? id : `(${id} ?? "")`;
    const counts = code.call("termCounts", lowercase ? `${source}.toLowerCase()` : source, stopped, String(ngrams[0]), String(ngrams[1]));
    const weights = code.local(`${name}_weights`, code.call("weightsOf", counts, idf, String(sublinear), text(norm)));
    if (!keep) code.remove(column);
    for (const term of own.terms) code.add(`${name}_tfidf_${term}`, "number", `${weights}.get(${text(term)}) ?? 0`);
  }
};

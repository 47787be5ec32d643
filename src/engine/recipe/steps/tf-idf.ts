import { perColumn, type StepOptions } from "../step.ts";
import { ngramsReversed, vocabularyEmpty } from "../text/errors.ts";
import { learnVocabulary, termCounts, type Vocabulary } from "../text/terms.ts";
import { textsOf } from "../text/words.ts";
import { numberColumn } from "../values.ts";

type Options = StepOptions<"tf-idf">;

/** How much each term stands out in a text, as a column `note_tfidf_word`: scikit-learn's `TfidfVectorizer`. */
export const tfIdf = perColumn<Options, Vocabulary>({
  accepts: () => ["text", "category"],

  fit(column, options) {
    const [shortest, longest] = options.ngrams;
    if (longest < shortest) throw ngramsReversed(shortest, longest);
    const documents = textsOf(column, options.missing).map((text) => termCounts(text, options));
    const vocabulary = learnVocabulary(documents, options);
    if (vocabulary.terms.length === 0) throw vocabularyEmpty(column.name);
    return vocabulary;
  },

  apply(column, options, { terms, idf }) {
    const texts = textsOf(column, options.missing);
    const places = new Map(terms.map((term, place) => [term, place]));
    const outputs = terms.map((term) => numberColumn(`${column.name}_tfidf_${term}`, new Float64Array(texts.length)));
    for (const [row, text] of texts.entries()) {
      const weights: [place: number, weight: number][] = [];
      for (const [term, count] of termCounts(text, options)) {
        const place = places.get(term);
        if (place === undefined) continue;
        weights.push([place, (options.sublinear ? 1 + Math.log(count) : count) * (idf[place] as number)]);
      }
      const length = lengthOf(weights, options.norm);
      for (const [place, weight] of weights) (outputs[place] as (typeof outputs)[0]).values[row] = weight / length;
    }
    return options.keep ? [column, ...outputs] : outputs;
  },
});

function lengthOf(weights: [number, number][], norm: Options["norm"]): number {
  if (norm === "none") return 1;
  if (norm === "l1") return weights.reduce((sum, [, weight]) => sum + weight, 0);
  return Math.sqrt(weights.reduce((sum, [, weight]) => sum + weight * weight, 0));
}

import { perColumn, type StepOptions } from "../step.ts";
import { vocabularyEmpty, wordUnseen } from "../text/errors.ts";
import { plainWords, textsOf } from "../text/words.ts";
import { byCodePoint, numberColumn } from "../values.ts";

const UNKNOWN = 1;
/** 0 stands for no word, 1 for an unknown one. */
const RESERVED = 2;

/**
 * The words of a text as numbers, `note_token_1`, `note_token_2`...: Keras' `TextVectorization` with a fixed length. The
 * most frequent word of training is 2; 1 is a word that training did not keep, 0 stands after the last.
 */
export const vocabularyIndices = perColumn<StepOptions<"vocabulary-indices">, { words: string[] }>({
  accepts: () => ["text", "category"],

  fit(column, { maxTokens, missing }) {
    const counts = new Map<string, number>();
    for (const text of textsOf(column, missing)) for (const word of plainWords(text)) counts.set(word, (counts.get(word) ?? 0) + 1);
    if (counts.size === 0) throw vocabularyEmpty(column.name);
    const sorted = [...counts].sort(([a, m], [b, n]) => n - m || byCodePoint(b, a)); // of two equally frequent ones Keras takes the later
    return { words: sorted.slice(0, maxTokens - RESERVED).map(([word]) => word) };
  },

  apply(column, { length, unseen, missing, keep }, { words }) {
    const texts = textsOf(column, missing);
    const numbers = new Map(words.map((word, place) => [word, place + RESERVED]));
    const outputs = Array.from({ length }, (_, i) => numberColumn(`${column.name}_token_${i + 1}`, new Float64Array(texts.length)));
    for (const [row, text] of texts.entries()) {
      for (const [i, word] of plainWords(text).slice(0, length).entries()) {
        const number = numbers.get(word);
        if (number === undefined && unseen === "error") throw wordUnseen(column.name, row + 1, word);
        (outputs[i] as (typeof outputs)[0]).values[row] = number ?? UNKNOWN;
      }
    }
    return keep ? [column, ...outputs] : outputs;
  },
});

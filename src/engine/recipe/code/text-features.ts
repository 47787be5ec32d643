import type { textFeatures } from "../steps/text-features.ts";
import type { TextFeature } from "../text/features.ts";
import type { Code } from "./code.ts";
import type { Emitter } from "./emitter.ts";

export const emitTextFeatures: Emitter<typeof textFeatures> = ({ options: { features, keep }, columns }, code) => {
  for (const column of columns.filter(({ kind }) => kind === "text")) {
    const { id, name } = column;
    if (!keep) code.remove(column);
    for (const feature of new Set(features))
      code.add(`${name}_${feature}`, "number", `${id} === null ? Number.NaN : ${FEATURES[feature](id, code)}`);
  }
};

const words = (id: string, code: Code) => `${code.call("blankWords", id)}.length`;
const shareOfPattern = (pattern: string) => (id: string, code: Code) =>
  code.call("shareOfWhole", code.call("countOf", id, pattern), code.call("charactersIn", id));

const FEATURES: Record<TextFeature, (id: string, code: Code) => string> = {
  length: (id, code) => code.call("charactersIn", id),
  word_count: words,
  sentence_count: (id, code) => code.call("sentencesIn", id),
  average_word_length: (id, code) => code.call("shareOfWhole", code.call("charactersIn", `${id}.replace(/\\s+/g, "")`), words(id, code)),
  average_sentence_length: (id, code) => code.call("shareOfWhole", words(id, code), code.call("sentencesIn", id)),
  digit_share: shareOfPattern("/\\p{Nd}/gu"),
  upper_share: shareOfPattern("/\\p{Uppercase}/gu"),
  punctuation_share: shareOfPattern("/\\p{P}/gu"),
};

import type { StepOptions } from "../step.ts";
import { blankWords } from "./words.ts";

export type TextFeature = StepOptions<"text-features">["features"][number];

/** Characters are Unicode's; words stand between blanks; of no words or characters every average and share is 0. */
export const TEXT_FEATURES: Record<TextFeature, (text: string) => number> = {
  length: (text) => characters(text),
  word_count: (text) => blankWords(text).length,
  sentence_count: (text) => sentences(text),
  average_word_length: (text) => share(characters(text.replace(/\s+/g, "")), blankWords(text).length),
  average_sentence_length: (text) => share(blankWords(text).length, sentences(text)),
  digit_share: (text) => share(count(text, /\p{Nd}/gu), characters(text)),
  upper_share: (text) => share(count(text, /\p{Uppercase}/gu), characters(text)),
  punctuation_share: (text) => share(count(text, /\p{P}/gu), characters(text)),
};

/** Code points: a pair of surrogates is one. */
const characters = (text: string) => text.length - count(text, /[\ud800-\udbff][\udc00-\udfff]/g);

/** What ends in a full stop, question or exclamation mark before a blank or the end, or at the end of the text. */
const sentences = (text: string) => text.split(/[.!?]+(?:\s+|$)/).filter((part) => part.trim() !== "").length;

const count = (text: string, pattern: RegExp) => text.match(pattern)?.length ?? 0;
const share = (part: number, whole: number) => (whole === 0 ? 0 : part / whole);

import type { StepOptions } from "../step.ts";
import { byCodePoint } from "../values.ts";
import { termWords } from "./words.ts";

type Options = StepOptions<"tf-idf">;

/** How often each term occurs in a text: words and runs of words. */
export function termCounts(text: string, { lowercase, stopWords, ngrams: [shortest, longest] }: Options): Map<string, number> {
  const stopped = new Set(stopWords);
  const words = termWords(lowercase ? text.toLowerCase() : text).filter((word) => !stopped.has(word));
  const counts = new Map<string, number>();
  for (let length = shortest; length <= Math.min(longest, words.length); length += 1) {
    for (let start = 0; start + length <= words.length; start += 1) {
      const term = length === 1 ? (words[start] as string) : words.slice(start, start + length).join(" ");
      counts.set(term, (counts.get(term) ?? 0) + 1);
    }
  }
  return counts;
}

export interface Vocabulary {
  /** Sorted by code point. */
  terms: string[];
  /** Inverse document frequency of each, smoothed. */
  idf: number[];
}

/** Which terms to keep, and how telling each is: scikit-learn's `TfidfVectorizer.fit`. */
export function learnVocabulary(documents: readonly Map<string, number>[], options: Options): Vocabulary {
  const totals = new Map<string, { term: string; count: number; documents: number }>();
  for (const counts of documents) {
    for (const [term, count] of counts) {
      const total = totals.get(term);
      if (!total) totals.set(term, { term, count, documents: 1 });
      else {
        total.count += count;
        total.documents += 1;
      }
    }
  }
  const n = documents.length;
  const least = options.minDocuments < 1 ? options.minDocuments * n : options.minDocuments;
  const most = options.maxDocuments <= 1 ? options.maxDocuments * n : options.maxDocuments;
  const kept = [...totals.values()]
    .filter((total) => total.documents >= least && total.documents <= most)
    .sort((a, b) => b.count - a.count || byCodePoint(a.term, b.term))
    .slice(0, options.maxFeatures)
    .sort((a, b) => byCodePoint(a.term, b.term));
  return { terms: kept.map(({ term }) => term), idf: kept.map((total) => Math.log((1 + n) / (1 + total.documents)) + 1) };
}

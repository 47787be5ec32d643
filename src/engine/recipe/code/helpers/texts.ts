/** About text: case, words, parts. */
export const texts = {
  capitalised: {
    source: String.raw`
function capitalised(word: string): string {
  return word.replace(/\p{L}/u, (letter) => letter.toUpperCase());
}`,
  },
  titleCase: {
    source: String.raw`
function titleCase(text: string): string {
  return text.toLowerCase().replace(/\p{L}[\p{L}\p{M}'’]*/gu, capitalised);
}`,
    needs: ["capitalised"],
  },
  countOf: {
    source: `
function countOf(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}`,
  },
  charactersIn: {
    source: `
function charactersIn(text: string): number {
  return countOf(text, /./gsu);
}`,
    needs: ["countOf"],
  },
  blankWords: {
    source: String.raw`
/** What stands between blanks. */
function blankWords(text: string): string[] {
  return text.match(/\S+/g) ?? [];
}`,
  },
  sentencesIn: {
    source: String.raw`
function sentencesIn(text: string): number {
  return text.split(/[.!?]+(?:\s+|$)/).filter((part) => part.trim() !== "").length;
}`,
  },
  shareOfWhole: {
    source: `
function shareOfWhole(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}`,
  },
  labelsIn: {
    source: `
/** The labels of a value, without the spaces around them. */
function labelsIn(value: string | null, separator: string): Set<string> {
  return new Set((value ?? "").split(separator).map((part) => part.trim()).filter((part) => part !== ""));
}`,
  },
  piecesOf: {
    source: `
/** The parts between separators; what is beyond the last one wanted stays with it, or is left out. */
function piecesOf(text: string | null, separator: string, parts: number, keepRest: boolean): string[] {
  const all = text?.split(separator) ?? [];
  if (all.length <= parts || !keepRest) return all;
  return [...all.slice(0, parts - 1), all.slice(parts - 1).join(separator)];
}`,
  },
  termCounts: {
    source: String.raw`
/** How often each term occurs: runs of words of two or more letters, digits and underscores. */
function termCounts(text: string, stopWords: ReadonlySet<string>, shortest: number, longest: number): Map<string, number> {
  const words = (text.match(/[\p{L}\p{N}_]{2,}/gu) ?? []).filter((word) => !stopWords.has(word));
  const counts = new Map<string, number>();
  for (let length = shortest; length <= Math.min(longest, words.length); length += 1) {
    for (let start = 0; start + length <= words.length; start += 1) {
      const term = words.slice(start, start + length).join(" ");
      counts.set(term, (counts.get(term) ?? 0) + 1);
    }
  }
  return counts;
}`,
  },
  weightsOf: {
    source: `
/** How much each known term stands out, the weights divided by their length. */
function weightsOf(counts: ReadonlyMap<string, number>, idf: ReadonlyMap<string, number>, sublinear: boolean, norm: "l2" | "l1" | "none"): Map<string, number> {
  const weights = new Map<string, number>();
  for (const [term, count] of counts) {
    const telling = idf.get(term);
    if (telling !== undefined) weights.set(term, (sublinear ? 1 + Math.log(count) : count) * telling);
  }
  let sum = 0;
  for (const weight of weights.values()) sum += norm === "l1" ? weight : weight * weight;
  const length = norm === "none" ? 1 : norm === "l1" ? sum : Math.sqrt(sum);
  for (const [term, weight] of weights) weights.set(term, weight / length);
  return weights;
}`,
  },
  plainWords: {
    source: `
/** Small letters without ASCII punctuation, apart at blanks. */
function plainWords(text: string): string[] {
  return blankWords(text.toLowerCase().replace(/[!-/:-@[-\`{-~]/g, ""));
}`,
    needs: ["blankWords"],
  },
} as const;

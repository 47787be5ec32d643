import { createContext, Script } from "node:vm";

/** A pattern that takes longer than this over `BATCH` texts is one that takes exponential time over some text. */
const PATIENCE_MS = 2_000;
const BATCH = 1_000;

export interface Replacement {
  /** Global. */
  pattern: RegExp;
  /** What takes the place of each match, `$1` and the like resolved; null: a text with a match becomes null. */
  replacement: string | null;
  /** The error for the text that took too long, by its position. */
  tooSlow(position: number): Error;
}

/**
 * Replaces in every text. A regular expression may take exponential time over some text, and nothing in the language
 * can interrupt it: it runs where a deadline ends it.
 */
export function replaceAll(texts: readonly string[], { pattern, replacement, tooSlow }: Replacement): (string | null)[] {
  const replaced: (string | null)[] = [];
  for (let from = 0; from < texts.length; from += BATCH) {
    const done: (string | null)[] = [];
    room.task = { texts: texts.slice(from, from + BATCH), pattern, replacement, done };
    try {
      script.runInContext(room, { timeout: PATIENCE_MS });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ERR_SCRIPT_EXECUTION_TIMEOUT") throw error;
      throw tooSlow(from + done.length);
    }
    for (const text of done) replaced.push(text);
  }
  return replaced;
}

const room = createContext({ task: {} });
const script = new Script(`
  for (const text of task.texts)
    task.done.push(task.replacement !== null ? text.replace(task.pattern, task.replacement) : text.search(task.pattern) < 0 ? text : null);
`);

import { isDate, isNumber, isText } from "../kinds.ts";
import { ident, literal } from "../sql.ts";
import { shownSql } from "./cells.ts";

interface Named {
  name: string;
  storage: string;
}

/** Columns in which `text` can stand at all: letters are in no number, but for a few words. */
export function searchable<C extends Named>(columns: readonly C[], text: string): C[] {
  const needle = text.toLowerCase();
  const likeNumber = /^[-+\d.e]*$/.test(needle);
  const likeDate = /^[-+\d.:t ()bcinfity]*$/.test(needle);
  const word = (...words: string[]) => words.some((one) => one.includes(needle));
  return columns.filter(({ storage }) => {
    if (isText(storage)) return true;
    if (storage === "BOOLEAN") return word("true", "false");
    if (isNumber(storage)) return likeNumber || word("infinity", "-infinity", "inf", "-inf", "nan");
    return !isDate(storage) || likeDate;
  });
}

/** SQL: whether any of the columns holds the text, without regard to case. */
export function searchSql(columns: readonly Named[], text: string): string {
  const needle = `lower(${literal(text)})`;
  const tests = columns.map(({ name, storage }) => `coalesce(contains(lower(${shownSql(ident(name), storage)}), ${needle}), false)`);
  return tests.length === 0 ? "false" : tests.join(" OR ");
}

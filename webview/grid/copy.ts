import type { Cell } from "../../src/protocol/rows.ts";
import { plural } from "../../src/shared/format.ts";
import type { GridModel } from "./model.ts";
import type { Pages } from "./pages.ts";
import type { Area } from "./selection.ts";
import { clipboardText } from "./text.ts";
import type { PageSource } from "./types.ts";

/** More cells than this are no longer something to paste. */
const MOST_CELLS = 200_000;
const PAGE = 1000;
const COLUMNS = 200;

export const cellsIn = ({ top, bottom, left, right }: Area): number => (bottom - top + 1) * (right - left + 1);

/** Copies the selection of a grid; resolves with what to say about it. Null when there is none. */
export function copied(event: ClipboardEvent, { area, view, source }: GridModel): Promise<string> | null {
  if (!area || !source) return null;
  const cells = cellsIn(area);
  const said = `Copied ${plural(cells, "cell")}.`;
  if (cells > MOST_CELLS)
    return Promise.resolve(`${plural(cells, "cell")} are too many to copy: select at most ${MOST_CELLS.toLocaleString("en-US")}.`);
  const known = knownText(view, area);
  if (known !== null) {
    event.clipboardData?.setData("text/plain", known);
    return Promise.resolve(said);
  }
  return fetchedText(source, view.names, area)
    .then((text) => navigator.clipboard.writeText(text))
    .then(() => said)
    .catch(() => "These cells could not be copied.");
}

/** The area as text, when all of it is known already. */
export function knownText(pages: Pages, { top, bottom, left, right }: Area): string | null {
  const rows: Cell[][] = [];
  for (let row = top; row <= bottom; row += 1) {
    const values: Cell[] = [];
    for (let column = left; column <= right; column += 1) {
      const value = pages.value(row, column);
      if (value === undefined) return null;
      values.push(value);
    }
    rows.push(values);
  }
  return clipboardText(rows);
}

/** The same, fetching all of it. */
export async function fetchedText(source: PageSource, names: readonly string[], { top, bottom, left, right }: Area): Promise<string> {
  const columns = names.slice(left, right + 1);
  const rows: Cell[][] = [];
  for (let from = top; from <= bottom; from += PAGE) {
    const wide: Cell[][] = [];
    for (let at = 0; at < columns.length; at += COLUMNS) {
      const page = await source({ from, count: Math.min(PAGE, bottom - from + 1), columns: columns.slice(at, at + COLUMNS) }, {});
      wide.push(...page.columns.map(({ values }) => values));
    }
    const count = wide[0]?.length ?? 0;
    if (count === 0) break;
    for (let row = 0; row < count; row += 1) rows.push(wide.map((values) => values[row] ?? null));
  }
  return clipboardText(rows);
}

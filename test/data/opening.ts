import { type DataOf, withData } from "../../src/engine/data/open/open.ts";
import type { OpenedData } from "../../src/engine/data/open/opened.ts";
import { SharedThings } from "../../src/engine/data/open/shared.ts";
import { readPage } from "../../src/engine/data/rows/page.ts";
import { TempDirectories } from "../../src/engine/temp.ts";
import type { Page, PageQuery } from "../../src/protocol/rows.ts";
import { directory } from "./support.ts";

/** The part of an engine that opens data. All of it goes after the tests of a file. */
export function opening(most = 3) {
  const engine = { data: new SharedThings<OpenedData>({ most, bytes: 2 ** 33 }), temp: new TempDirectories() };
  const folder = directory();
  after(() => engine.data.dispose());
  return {
    engine,
    folder,
    open: <R>(of: DataOf, work: (opened: OpenedData) => Promise<R>, signal?: AbortSignal) => withData(engine, folder, of, work, { signal }),
    page: (query: Partial<PageQuery> & { file: string }, signal?: AbortSignal): Promise<Page> =>
      withData(engine, folder, query, (opened) => readPage(opened, { from: 0, count: 100, ...query }, { signal }), { signal }),
  };
}

/** The rows of a page as plain lists of cells. */
export const rowsOf = ({ columns, numbers }: Page) => numbers.map((_, i) => columns.map(({ values }) => values[i]));

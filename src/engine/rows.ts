import type { CompareQuery, Comparison, RowChanges, RowChangesQuery } from "../protocol/compare.ts";
import type { ColumnValues, ColumnValuesQuery, Page, PageQuery } from "../protocol/rows.ts";
import type { HandlerContext } from "../protocol/rpc.ts";
import { compareData } from "./data/compare/compare.ts";
import { changedRows } from "./data/compare/rows.ts";
import { withData } from "./data/open/open.ts";
import type { Waiting } from "./data/open/shared.ts";
import { readPage } from "./data/rows/page.ts";
import { columnValues } from "./data/rows/values.ts";
import type { Engine } from "./engine.ts";

export function pageOf(engine: Engine, folder: string, query: PageQuery, context: HandlerContext): Promise<Page> {
  const waiting = waitingOf(context);
  return withData(engine, folder, query, (opened) => readPage(opened, query, waiting), waiting);
}

export function columnValuesOf(engine: Engine, folder: string, query: ColumnValuesQuery, context: HandlerContext): Promise<ColumnValues[]> {
  const waiting = waitingOf(context);
  return withData(engine, folder, query, (opened) => columnValues(opened, query, waiting), waiting);
}

export function comparisonOf(engine: Engine, folder: string, query: CompareQuery, context: HandlerContext): Promise<Comparison> {
  return compareData(engine, folder, query, waitingOf(context));
}

export function rowChangesOf(engine: Engine, folder: string, query: RowChangesQuery, context: HandlerContext): Promise<RowChanges> {
  return changedRows(engine, folder, query, waitingOf(context));
}

const waitingOf = ({ signal, progress }: HandlerContext): Waiting => ({
  signal,
  progress: (fraction, message) => progress({ message, fraction }),
});

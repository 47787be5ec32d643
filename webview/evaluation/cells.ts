import type { ConfusionRows } from "../../src/protocol/confusion-rows.ts";
import type { CallOptions } from "../../src/protocol/rpc.ts";

export interface ConfusionCell {
  actual: string;
  predicted: string;
}

/** Where the rows of a confusion matrix's cells come from. */
export interface CellSource {
  /** Whether there is anything to be had of a cell that is not empty. */
  has(cell: ConfusionCell): boolean;
  load(cell: ConfusionCell, options: CallOptions): Promise<ConfusionRows>;
}

/** What a page was written with. */
export function cellsOfPage(found: readonly ConfusionRows[]): CellSource {
  const rowsOf = ({ actual, predicted }: ConfusionCell) => found.find((one) => one.actual === actual && one.predicted === predicted);
  return {
    has: (cell) => rowsOf(cell) !== undefined,
    load: async (cell) => rowsOf(cell) as ConfusionRows,
  };
}

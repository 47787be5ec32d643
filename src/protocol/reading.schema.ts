import { z } from "zod";
import { REJECTED_ROWS } from "./reading.ts";

/** The options of reading, as an experiment file and a request spell them. */
export const reading = {
  rejectedRows: z
    .enum(REJECTED_ROWS)
    .optional()
    .describe(
      "Rows that do not fit the line of column names: `drop` (default) leaves them out and lists them, `keep` fills short ones and joins the surplus of long ones to the last column, `error` stops.",
    ),
  unionByName: z.boolean().optional().describe("Several files: a column that one of them lacks is missing there, instead of an error."),
  filename: z.boolean().optional().describe("Several files: add the column `filename`."),
};

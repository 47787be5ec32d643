import type { SplitFact } from "../../../../protocol/split.ts";
import { formatShare, plural } from "../../../../shared/format.ts";
import { numberOf } from "../../database.ts";
import { isDate } from "../../kinds.ts";
import { ident } from "../../sql.ts";
import type { Check, CheckContext, DataColumn } from "./context.ts";

const LEAST_TIMES = 10;

/**
 * Date columns by which rows to validate or test on are older than rows that are learnt from: the model is shown the future.
 * A warning where the rows stand in the order of that column, most with a time of their own: data that was logged.
 */
export const timeBackwards: Check = async (context) => {
  if (context.experiment.split.method === "time") return [];
  const facts: SplitFact[] = [];
  for (const column of [...context.features, ...context.others].filter(({ storage }) => isDate(storage))) {
    const fact = await backwards(context, column);
    if (fact) facts.push(fact);
  }
  return facts;
};

async function backwards({ database, splits }: CheckContext, { name }: DataColumn): Promise<SplitFact | null> {
  const time = `CASE WHEN isfinite(${ident(name)}) THEN ${ident(name)} END`;
  const timed = `SELECT __row, __split, ${time} AS t FROM data WHERE __split IS NOT NULL AND ${time} IS NOT NULL`;
  const row = await database.one(`SELECT count(*) AS n, count(DISTINCT t) AS times, count_if(back) AS back, count_if(falls) AS falls FROM (
    SELECT t, __split > 0 AND t < max(t) FILTER (__split = 0) OVER () AS back, t < lag(t) OVER (ORDER BY __row) AS falls FROM (${timed}))`);
  const [n, times, back, falls] = [row.n, row.times, row.back, row.falls].map(numberOf) as [number, number, number, number];
  if (times < LEAST_TIMES || back === 0) return null;
  const logged = falls === 0 && times > n / 2;
  const examples = await database.all(`SELECT __row FROM (${timed}) WHERE __split > 0 ORDER BY t, __row LIMIT 1`);
  const latest = await database.all(`SELECT __row FROM (${timed}) WHERE __split = 0 ORDER BY t DESC, __row LIMIT 1`);
  return {
    kind: "TIME_GOES_BACKWARDS",
    severity: logged ? "warning" : "info",
    message: `By "${name}", ${plural(back, "row")} to validate or test on (${formatShare(back, splits.validation + splits.test)}) ${back === 1 ? "is" : "are"} older than rows that are learnt from.`,
    remedy: `If the model is to say what comes next, use "method": "time", "column": ${JSON.stringify(name)}.`,
    columns: [name],
    rows: back,
    examples: [{ value: null, rows: [...examples, ...latest].map(({ __row }) => numberOf(__row)) }],
  };
}

import type { SplitFact } from "../../../../protocol/split.ts";
import { listOf } from "../../../../protocol/split.ts";
import { plural } from "../../../../shared/format.ts";
import { numberOf } from "../../database.ts";
import { isInteger, isText } from "../../kinds.ts";
import { batches, ident } from "../../sql.ts";
import type { Check, CheckContext, DataColumn } from "./context.ts";

/** Names that people give to what owns several rows. */
const NAMED =
  /(^|[_\s.-])(ids?|key|code|uuid|guid|no|nr|number|patient|subject|person|user|customer|client|account|member|device|sensor|session|household|group|batch|store|site)$|[a-z]I[dD]$/i;
const LEAST_VALUES = 10;
const LEAST_REPEAT = 1.5;
/** By a quick estimate of how many values there are: it is a guess at best. Of at least so many values, or with at most so many rows each: what has fewer values, or more rows, is a category. */
const MANY_VALUES = 30;
const FEW_ROWS = 20;
const EXAMPLES = 5;

/**
 * Columns that look like a group (identifiers that repeat: text with digits in nearly every value, or text and whole numbers
 * with such a name) whose values lie in more than one split: a model may know a test row's group by heart.
 */
export const groupsAcross: Check = async (context) => {
  const facts: SplitFact[] = [];
  for (const { name, named } of await suspects(context)) facts.push(...(await crossing(context, name, named)));
  return facts;
};

async function suspects({ database, experiment, features, others }: CheckContext): Promise<{ name: string; named: boolean }[]> {
  const { split } = experiment;
  const known = [...listOf(split.group), ...listOf(split.key), split.column];
  const columns = [...features, ...others].filter(
    ({ name, storage }) => !known.includes(name) && (isText(storage) || (isInteger(storage) && NAMED.test(name))),
  );
  const found: { name: string; named: boolean }[] = [];
  for (const group of batches(columns, 50)) {
    const figures = await database.one(`SELECT ${group.map(figuresSql).join(", ")} FROM data WHERE __split IS NOT NULL`);
    for (const [i, { name, storage }] of group.entries()) {
      const [count, distinct] = [numberOf(figures[`n${i}`]), numberOf(figures[`d${i}`])];
      const named = NAMED.test(name);
      if (distinct < LEAST_VALUES || count < distinct * LEAST_REPEAT) continue;
      if (distinct < MANY_VALUES && count > distinct * FEW_ROWS) continue;
      if (named || (isText(storage) && (await withDigits(database, name)) > count * 0.9)) found.push({ name, named });
    }
  }
  return found;
}

const figuresSql = ({ name }: DataColumn, i: number) => `count(${ident(name)}) AS n${i}, approx_count_distinct(${ident(name)}) AS d${i}`;

const withDigits = async (database: CheckContext["database"], name: string): Promise<number> =>
  numberOf((await database.one(`SELECT count_if(regexp_matches(${ident(name)}, '[0-9]')) AS n FROM data WHERE __split IS NOT NULL`)).n);

async function crossing({ database }: CheckContext, name: string, named: boolean): Promise<SplitFact[]> {
  const values = `SELECT ${ident(name)}::VARCHAR AS value, count(DISTINCT __split) AS splits, count_if(__split > 0) AS held,
      min(__row) AS first, min(__row) FILTER (__split > 0) AS later, min(__row) FILTER (__split = 0) AS learnt
    FROM data WHERE __split IS NOT NULL AND ${ident(name)} IS NOT NULL GROUP BY 1`;
  const row = await database.one(
    `SELECT count(*) AS n, count_if(splits > 1) AS across, sum(held) FILTER (splits > 1) AS rows FROM (${values})`,
  );
  const across = numberOf(row.across);
  if (across === 0) return [];
  const found = await database.all(`SELECT value, learnt, later, first FROM (${values}) WHERE splits > 1 ORDER BY first LIMIT ${EXAMPLES}`);
  return [
    {
      kind: "GROUPS_ACROSS_SPLITS",
      severity: named ? "warning" : "info",
      message: `"${name}" looks like a group, and ${across.toLocaleString("en-US")} of its ${plural(numberOf(row.n), "value")} lie in more than one split.`,
      remedy: `If its rows belong together, use "method": "group", "group": ${JSON.stringify(name)}.`,
      columns: [name],
      rows: numberOf(row.rows),
      examples: found.map(({ value, learnt, later, first }) => ({
        value: String(value),
        rows: [...new Set([numberOf(learnt ?? first), numberOf(later)])],
      })),
    },
  ];
}

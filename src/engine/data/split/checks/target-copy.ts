import type { SplitFact } from "../../../../protocol/split.ts";
import { hasClasses } from "../../../../protocol/task.ts";
import { figureOf, numberOf } from "../../database.ts";
import { isNumber, numberSql } from "../../kinds.ts";
import { batches, ident } from "../../sql.ts";
import { classSql } from "../by-row.ts";
import type { Check, CheckContext, DataColumn } from "./context.ts";

const LEAST_ROWS = 20;
const LEAST_SHARE = 0.95;
const FIRST_ROWS = 10_000;

/** Features that say the target in other words: a value of their own for each class, or, for numbers, a straight line to it. */
export const targetCopies: Check = async (context) => {
  const { target } = context;
  if (!target) return [];
  const copies = hasClasses(context.experiment.task) ? await renamings(context, target) : await lines(context, target);
  return copies.map(
    (name): SplitFact => ({
      kind: "TARGET_COPY",
      severity: "warning",
      message: `"${name}" says "${target.name}" in other words: who knows one knows the other.`,
      remedy: `If "${name}" is not known before "${target.name}" is, add it to exclude.`,
      columns: [name],
      rows: null,
      examples: [],
    }),
  );
};

/** Number features with a correlation of 1 or -1. */
async function lines({ database, features, splits }: CheckContext, target: DataColumn): Promise<string[]> {
  const y = numberSql(ident(target.name), target.storage);
  const found: string[] = [];
  for (const group of batches(
    features.filter(({ storage }) => isNumber(storage) && storage !== "BOOLEAN"),
    50,
  )) {
    const figures = await database.one(
      `SELECT ${group
        .map(({ name, storage }, i) => {
          const x = numberSql(ident(name), storage);
          return `regr_count(${y}, ${x}) AS n${i}, approx_count_distinct(${x}) AS d${i}, corr(${y}, ${x}) AS r${i}`;
        })
        .join(", ")} FROM data WHERE __split IS NOT NULL`,
    );
    for (const [i, { name }] of group.entries()) {
      const r = figureOf(figures[`r${i}`]);
      if (numberOf(figures[`d${i}`]) < 3 || !enough(numberOf(figures[`n${i}`]), splits) || r === null) continue;
      if (1 - r * r < 1e-9) found.push(name);
    }
  }
  return found;
}

/** Features with one value for each class, and one class for each value. */
async function renamings({ database, features, splits }: CheckContext, target: DataColumn): Promise<string[]> {
  const y = classSql(target);
  const classes = numberOf((await database.one(`SELECT count(DISTINCT ${y}) AS n FROM data WHERE __split IS NOT NULL`)).n);
  const suspects: DataColumn[] = [];
  for (const group of batches(await ofAsManyValues(database, features, classes), 50)) {
    const figures = await database.one(
      `SELECT ${group.map(({ name }, i) => `count(DISTINCT ${ident(name)}) AS d${i}, count(${ident(name)}) AS n${i}`).join(", ")} FROM data WHERE __split IS NOT NULL`,
    );
    suspects.push(...group.filter((_, i) => numberOf(figures[`d${i}`]) === classes && enough(numberOf(figures[`n${i}`]), splits)));
  }
  const found: string[] = [];
  for (const { name } of suspects) {
    const row = await database.one(`SELECT count(*) AS pairs, count(DISTINCT y) AS classes FROM (
      SELECT DISTINCT ${ident(name)} AS x, ${y} AS y FROM data WHERE __split IS NOT NULL AND ${ident(name)} IS NOT NULL)`);
    if (numberOf(row.pairs) === classes && numberOf(row.classes) === classes) found.push(name);
  }
  return found;
}

/** Columns whose first rows have no more values than that: counting all of every column is costly. */
async function ofAsManyValues(database: CheckContext["database"], columns: readonly DataColumn[], values: number): Promise<DataColumn[]> {
  const found: DataColumn[] = [];
  for (const group of batches(columns, 50)) {
    const figures = await database.one(
      `SELECT ${group.map((_, i) => `count(DISTINCT c${i}) AS d${i}`).join(", ")}
      FROM (SELECT ${group.map(({ name }, i) => `${ident(name)} AS c${i}`).join(", ")} FROM data WHERE __split IS NOT NULL LIMIT ${FIRST_ROWS})`,
    );
    found.push(...group.filter((_, i) => numberOf(figures[`d${i}`]) <= values));
  }
  return found;
}

const enough = (known: number, { train, validation, test }: CheckContext["splits"]) =>
  known >= LEAST_ROWS && known >= (train + validation + test) * LEAST_SHARE;

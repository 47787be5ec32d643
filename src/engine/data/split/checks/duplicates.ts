import { SPLITS } from "../../../../protocol/run.ts";
import { formatShare, plural } from "../../../../shared/format.ts";
import { numberOf } from "../../database.ts";
import { batches, ident } from "../../sql.ts";
import type { Check, DataColumn } from "./context.ts";

const EXAMPLES = 5;

/**
 * Rows to validate or test on whose features are all equal to those of a row in an earlier split, by two 64-bit hashes of
 * each row in opposite orders. Where most rows repeat others (few features, few values), that is the data's nature and no warning.
 */
export const duplicatesAcross: Check = async ({ database, features, splits }) => {
  await database.run(`CREATE OR REPLACE TEMP TABLE hashes AS
    SELECT __row, __split AS s, ${hashSql(features)} AS a, ${hashSql([...features].reverse(), ", 1")} AS b FROM data WHERE __split IS NOT NULL`);
  // Few rows repeat others: only those are looked at again.
  await database.run("CREATE OR REPLACE TEMP TABLE repeated AS SELECT a, b FROM hashes GROUP BY a, b HAVING count(*) > 1");
  await database.run(`CREATE OR REPLACE TEMP TABLE alike AS SELECT count(*) AS n, ${SPLITS.map((_, side) => `count_if(s = ${side}) AS c${side}`).join(", ")},
      ${SPLITS.map((_, side) => `min(__row) FILTER (s = ${side}) AS r${side}`).join(", ")}
    FROM hashes SEMI JOIN repeated USING (a, b) GROUP BY a, b`);
  const late = "CASE WHEN c0 > 0 THEN c1 + c2 WHEN c1 > 0 THEN c2 ELSE 0 END";
  const row = await database.one(`SELECT count(*) AS groups, sum(n) AS n, sum(${late}) AS rows FROM alike`);
  const found = await database.all(`SELECT r0, r1, r2 FROM alike WHERE ${late} > 0 ORDER BY least(r0, r1, r2) LIMIT ${EXAMPLES}`);
  for (const table of ["hashes", "repeated", "alike"]) await database.run(`DROP TABLE ${table}`);
  const rows = numberOf(row.rows);
  if (rows === 0) return [];
  const held = splits.validation + splits.test;
  const kinds = held + splits.train - numberOf(row.n) + numberOf(row.groups);
  const natural = kinds < (held + splits.train) / 2;
  return [
    {
      kind: "DUPLICATES_ACROSS_SPLITS",
      severity: natural ? "info" : "warning",
      message: `${plural(rows, "row")} to validate or test on (${formatShare(rows, held)}) ${rows === 1 ? "equals" : "equal"} a row of an earlier split in all features.`,
      remedy: natural
        ? "Few features with few values repeat by nature: nothing needs to be done."
        : 'Add a step "drop-duplicates", or keep equal rows together with "method": "group".',
      columns: [],
      rows,
      examples: found.map(({ r0, r1, r2 }) => ({
        value: null,
        rows: [r0, r1, r2].flatMap((cell) => (cell === null || cell === undefined ? [] : [numberOf(cell)])),
      })),
    },
  ];
};

function hashSql(columns: readonly DataColumn[], salt = ""): string {
  const parts = batches(columns, 100).map((group) => `hash(${group.map(({ name }) => ident(name)).join(", ")})`);
  return `hash(${parts.join(", ")}${salt})`;
}

import type { Experiment } from "../../protocol/experiment.ts";
import { hasClasses, isSupervised } from "../../protocol/task.ts";
import { plural } from "../../shared/format.ts";
import { type Database, numberOf } from "./database.ts";
import { targetMissing, targetUnnamed, targetUnusable, taskMismatch } from "./errors.ts";
import { isInteger, isNumber, isText, labelSql, numberSql } from "./kinds.ts";
import type { SplitTarget } from "./split/assign.ts";
import { ident } from "./sql.ts";

const MOST_CLASSES = 1_000;

interface TargetData {
  file: string;
  rows: number;
  columns: { name: string; storage: string }[];
}

/** Checks that the target, if any, can be predicted as the task says; throws an input error that says what to do, else notes. */
export async function checkTarget(
  database: Database,
  data: TargetData,
  { target, task }: Pick<Experiment, "target" | "task">,
): Promise<{ target: SplitTarget; notes: string[] }> {
  const { file, columns } = data;
  if (!isSupervised(task)) return { target: { name: null, usable: "true" }, notes: [] };
  if (target === undefined) throw targetUnnamed(file, task);
  const column = columns.find(({ name }) => name === target);
  if (!column) {
    const names = columns.map(({ name }) => name);
    throw targetMissing(target, names, file);
  }
  return hasClasses(task) ? checkClasses(database, data, column, task) : checkNumber(database, data, column);
}

type TargetColumn = TargetData["columns"][number];

async function checkNumber(database: Database, { file, rows }: TargetData, { name, storage }: TargetColumn) {
  if (!isNumber(storage)) {
    throw taskMismatch(
      file,
      name,
      "regression predicts numbers, and it holds none",
      'Use "task": "multiclass", or choose a column of numbers.',
    );
  }
  const value = numberSql(ident(name), storage);
  const row = await database.one(
    `SELECT count(${ident(name)}) AS present, count(${value}) AS finite, count(DISTINCT ${value}) AS n FROM data`,
  );
  const [present, finite, distinct] = [numberOf(row.present), numberOf(row.finite), numberOf(row.n)];
  if (distinct === 0) throw targetUnusable(file, name, "all its values are missing", "Choose another column.");
  if (distinct === 1) throw targetUnusable(file, name, "all its values are the same", "Choose a column that varies.");
  const notes = missingNote(name, rows - present);
  if (present > finite)
    notes.push(`${plural(present - finite, "row")} with an infinite "${name}" ${present - finite === 1 ? "is" : "are"} left out.`);
  return { target: { name, storage, usable: `${value} IS NOT NULL` }, notes };
}

async function checkClasses(database: Database, { file, rows }: TargetData, column: TargetColumn, task: "binary" | "multiclass") {
  const { name, storage } = column;
  if (!isNumber(storage) && !isText(storage))
    throw targetUnusable(file, name, "it is neither a class nor a number", "Choose another column.");
  const label = labelSql(ident(name), storage);
  const row =
    await database.one(`SELECT count(n) AS classes, sum(n) AS present, count_if(n = 1) AS single, min(label) FILTER (WHERE n = 1) AS rare
    FROM (SELECT ${label} AS label, count(*) AS n FROM data WHERE ${ident(name)} IS NOT NULL GROUP BY 1)`);
  const [classes, present, single] = [numberOf(row.classes), numberOf(row.present), numberOf(row.single)];
  if (classes === 0) throw targetUnusable(file, name, "all its values are missing", "Choose another column.");
  if (classes === 1) throw targetUnusable(file, name, "all its values are the same", "Choose a column that varies.");
  const numeric = isNumber(storage) && storage !== "BOOLEAN";
  if (classes === present && present > 2) {
    throw targetUnusable(
      file,
      name,
      "all its values are different",
      numeric ? 'Use "task": "regression", or choose a column of classes.' : "Choose a column whose values repeat.",
    );
  }
  if (task === "binary" && classes !== 2) {
    throw taskMismatch(
      file,
      name,
      `binary needs two classes, and it has ${classes}`,
      numeric && classes > 20 ? 'Use "task": "regression".' : 'Use "task": "multiclass".',
    );
  }
  if (classes > MOST_CLASSES || (numeric && !isInteger(storage) && classes > 100 && classes > present / 2)) {
    throw taskMismatch(
      file,
      name,
      `it has ${classes} different values`,
      numeric ? 'Use "task": "regression".' : "Choose a column with fewer classes.",
    );
  }
  const notes = missingNote(name, rows - present);
  if (single > 0) notes.push(rareNote(name, single, String(row.rare)));
  return { target: { name, storage, usable: `${ident(name)} IS NOT NULL` }, notes };
}

const missingNote = (name: string, missing: number): string[] =>
  missing > 0 ? [`${plural(missing, "row")} without "${name}" ${missing === 1 ? "is" : "are"} left out.`] : [];

function rareNote(name: string, single: number, example: string): string {
  if (single === 1) return `The class "${example}" of "${name}" has one row: it is learnt from, and can be neither validated nor tested.`;
  return `${single} classes of "${name}", such as "${example}", have one row each: they are learnt from, and can be neither validated nor tested.`;
}

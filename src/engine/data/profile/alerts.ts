import type { Alert, Correlation, TopValue } from "../../../protocol/profile.ts";
import { THRESHOLDS } from "../../../protocol/thresholds.ts";
import { formatNumber, formatShare, plural } from "../../../shared/format.ts";
import type { ColumnFacts } from "./facts.ts";
import { uniformity } from "./uniform.ts";

const PAIRS = 20;

interface Findings {
  rows: number;
  columns: readonly ColumnFacts[];
  correlations: readonly Correlation[];
  duplicateRows: number;
  rejected: number;
  target: ColumnFacts | null;
  classes: readonly TopValue[] | null;
}

/** What deserves a look, the target first; names are ydata-profiling's. */
export function alerts(findings: Findings): Alert[] {
  const { rows, columns, target } = findings;
  const own = columns.filter((facts) => facts !== target).flatMap((facts) => columnAlerts(facts, rows));
  return [...targetAlerts(findings), ...tableAlerts(findings), ...own, ...pairAlerts(findings.correlations)];
}

function tableAlerts({ rows, duplicateRows, rejected }: Findings): Alert[] {
  const found: Alert[] = [];
  if (rejected > 0) found.push(alert("REJECTED", [], `${plural(rejected, "row or value", "rows or values")} could not be read.`));
  if (duplicateRows > 0) {
    found.push(
      alert(
        "DUPLICATES",
        [],
        `${plural(duplicateRows, "row")} (${formatShare(duplicateRows, rows)}) ${duplicateRows === 1 ? "repeats" : "repeat"} an earlier one.`,
      ),
    );
  }
  return found;
}

function targetAlerts({ rows, target, classes }: Findings): Alert[] {
  if (!target) return [];
  const { column, type, count, distinct } = target;
  const found: Alert[] = [];
  const say = (kind: string, message: string) => found.push(alert(kind, [column.name], message));
  if (count === 0) say("MISSING", `The target "${column.name}" has no values: nothing can be learnt.`);
  else if (distinct === 1) say("CONSTANT", `The target "${column.name}" has one value only: nothing can be learnt.`);
  else if (distinct === count && type !== "number" && type !== "integer")
    say("UNIQUE", `All values of the target "${column.name}" are different: it names rows, not classes.`);
  if (count > 0 && count < rows)
    say("MISSING", `The target "${column.name}" is missing in ${plural(rows - count, "row")}: they are left out of training.`);
  const single = distinct < count ? (classes ?? []).filter((one) => one.count === 1) : [];
  if (single.length > 0) {
    const those = single.length === 1 ? `The class "${single[0]?.value}" of the target has` : `${single.length} classes of the target have`;
    say("IMBALANCE", `${those} one row: too few to learn and to test.`);
  }
  return [...found, ...columnAlerts(target, rows).filter(({ kind }) => !found.some((other) => other.kind === kind) && kind !== "UNIQUE")];
}

function columnAlerts(facts: ColumnFacts, rows: number): Alert[] {
  const { column, type, count, distinct, distinctFolded, moments, infinite, length, histogram, top } = facts;
  const name = `"${column.name}"`;
  const found: Alert[] = [];
  const say = (kind: string, message: string, severity: Alert["severity"] = "warning") =>
    found.push(alert(kind, [column.name], message, severity));
  const missing = rows - count;
  if (type === "unsupported") say("UNSUPPORTED", `${name} holds ${column.storage} values, which cannot be learnt from.`);
  if (missing > rows * THRESHOLDS.MISSING)
    say(
      "MISSING",
      count === 0 ? `${name} has no values.` : `${name} has ${plural(missing, "missing value")} (${formatShare(missing, rows)}).`,
    );
  if (type === "constant") say("CONSTANT", `${name} has one value only: ${top[0]?.value}.`);
  const varies = distinct > 1;
  const kind = type === "category" || type === "boolean";
  if (kind && distinct > THRESHOLDS.HIGH_CARDINALITY) say("HIGH_CARDINALITY", `${name} has ${distinct} different values.`);
  const imbalance = 1 - facts.entropy / Math.log(distinct);
  if (kind && varies && imbalance > THRESHOLDS.IMBALANCE)
    say("IMBALANCE", `${name} is imbalanced: ${formatShare(top[0]?.count ?? 0, count)} are "${top[0]?.value}".`);
  if (kind && distinctFolded !== null && distinctFolded < distinct) {
    say(
      "DIRTY_CATEGORY",
      `${name} has ${plural(distinct - distinctFolded, "value")} that ${distinct - distinctFolded === 1 ? "differs" : "differ"} from another only in case or blanks.`,
    );
  }
  if (varies && distinct === count && ["identifier", "text", "category", "integer"].includes(type))
    say("UNIQUE", `All values of ${name} are different.`, "info");
  if (varies && count > 1 && length && length.min === length.max && type !== "boolean")
    say("CONSTANT_LENGTH", `All values of ${name} have ${plural(length.min, "character")}.`, "info");
  if (infinite !== null && infinite > 0 && type !== "date") say("INFINITE", `${name} has ${plural(infinite, "infinite value")}.`);
  if (moments && (type === "number" || type === "integer")) {
    if (moments.zeros > rows * THRESHOLDS.ZEROS && distinct > 2)
      say("ZEROS", `${name} has ${plural(moments.zeros, "zero")} (${formatShare(moments.zeros, rows)}).`, "info");
    if (Math.abs(moments.skewness ?? 0) > THRESHOLDS.SKEWED)
      say("SKEWED", `${name} is highly skewed (skewness ${formatNumber(moments.skewness)}).`);
    if (histogram && moments.n >= 5 * histogram.length && uniformity(histogram.map((bin) => bin.count)) > THRESHOLDS.UNIFORM)
      say("UNIFORM", `${name} is spread evenly.`, "info");
  }
  return found;
}

function pairAlerts(correlations: readonly Correlation[]): Alert[] {
  const found = correlations.slice(0, PAIRS).map(({ a, b, value }) => {
    const how = Math.abs(value) > 0.999 ? "determine each other" : "are strongly related";
    return alert("HIGH_CORRELATION", [a, b], `"${a}" and "${b}" ${how} (${formatNumber(value, 3)}).`);
  });
  const more = correlations.length - found.length;
  return more > 0 ? [...found, alert("HIGH_CORRELATION", [], `${more} more pairs of columns are strongly related.`, "info")] : found;
}

const alert = (kind: string, columns: string[], message: string, severity: Alert["severity"] = "warning"): Alert => ({
  kind,
  columns,
  message,
  severity,
});

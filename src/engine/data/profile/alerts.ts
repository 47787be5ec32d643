import type { Alert, Correlation, Leak, SeriesFigures, TopValue } from "../../../protocol/profile.ts";
import type { Thresholds } from "../../../protocol/thresholds.ts";
import { formatNumber, formatShare, plural } from "../../../shared/format.ts";
import { alert } from "./alert.ts";
import { columnAlerts } from "./column-alerts.ts";
import type { ColumnFacts } from "./facts.ts";

const PAIRS = 20;

interface Findings {
  rows: number;
  columns: readonly ColumnFacts[];
  correlations: readonly Correlation[];
  series: ReadonlyMap<ColumnFacts, SeriesFigures>;
  leaks: readonly Leak[];
  duplicateRows: number;
  nearDuplicateRows: number;
  rejected: number;
  target: ColumnFacts | null;
  classes: readonly TopValue[] | null;
}

/** What deserves a look, the target first; names are ydata-profiling's. */
export function alerts(findings: Findings, thresholds: Thresholds): Alert[] {
  const { rows, columns, series, target } = findings;
  const of = (facts: ColumnFacts) => columnAlerts(facts, rows, series.get(facts) ?? null, thresholds);
  const own = columns.filter((facts) => facts !== target).flatMap(of);
  const leaking = findings.leaks.slice(0, PAIRS).map((leak) => leakAlert(leak, target?.column.name ?? ""));
  return [...targetAlerts(findings, of), ...leaking, ...tableAlerts(findings), ...own, ...pairAlerts(findings.correlations)];
}

function leakAlert({ column, reason, value }: Leak, target: string): Alert {
  const how = {
    copy: "is a copy of the target",
    "one-to-one": "names the classes of the target in other words",
    separates: "has a range of its own for each class of the target",
    determines: `tells the target: ${formatShare(value, 1)} of the rows whose value repeats have one target for it`,
    association: `is related to the target almost perfectly (${formatNumber(value, 3)})`,
  }[reason];
  return alert("LEAKAGE", [column, target], `"${column}" ${how}. Would it be known when the model is asked?`);
}

function tableAlerts({ rows, duplicateRows, nearDuplicateRows, rejected }: Findings): Alert[] {
  const found: Alert[] = [];
  if (rejected > 0)
    found.push(alert("REJECTED", [], `${plural(rejected, "row or value", "rows or values")} did not fit or could not be read.`));
  if (duplicateRows > 0) {
    found.push(
      alert(
        "DUPLICATES",
        [],
        `${plural(duplicateRows, "row")} (${formatShare(duplicateRows, rows)}) ${duplicateRows === 1 ? "repeats" : "repeat"} an earlier one.`,
      ),
    );
  }
  if (nearDuplicateRows > 0) {
    const what = nearDuplicateRows === 1 ? "repeats" : "repeat";
    found.push(
      alert("NEAR_DUPLICATES", [], `${plural(nearDuplicateRows, "row")} ${what} an earlier one but for identifiers, case or blanks.`),
    );
  }
  return found;
}

function targetAlerts({ rows, target, classes }: Findings, of: (facts: ColumnFacts) => Alert[]): Alert[] {
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
  return [...found, ...of(target).filter(({ kind }) => !found.some((other) => other.kind === kind) && kind !== "UNIQUE")];
}

function pairAlerts(correlations: readonly Correlation[]): Alert[] {
  const found = correlations.slice(0, PAIRS).map(({ a, b, value }) => {
    const how = Math.abs(value) > 0.999 ? "determine each other" : "are strongly related";
    return alert("HIGH_CORRELATION", [a, b], `"${a}" and "${b}" ${how} (${formatNumber(value, 3)}).`);
  });
  const more = correlations.length - found.length;
  return more > 0 ? [...found, alert("HIGH_CORRELATION", [], `${more} more pairs of columns are strongly related.`, "info")] : found;
}

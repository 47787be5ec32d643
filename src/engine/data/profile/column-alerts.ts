import type { Alert, SeriesFigures } from "../../../protocol/profile.ts";
import type { Thresholds } from "../../../protocol/thresholds.ts";
import { formatNumber, formatShare, plural } from "../../../shared/format.ts";
import { alert } from "./alert.ts";
import type { ColumnFacts } from "./facts.ts";
import { uniformity } from "./uniform.ts";

/** What deserves a look in one column. */
export function columnAlerts(facts: ColumnFacts, rows: number, series: SeriesFigures | null, thresholds: Thresholds): Alert[] {
  const { column, type, count, distinct, distinctFolded, moments, infinite, length, histogram, top } = facts;
  const name = `"${column.name}"`;
  const found: Alert[] = [];
  const say = (kind: string, message: string, severity: Alert["severity"] = "warning") =>
    found.push(alert(kind, [column.name], message, severity));
  const missing = rows - count;
  if (type === "unsupported") say("UNSUPPORTED", `${name} holds ${column.storage} values, which cannot be learnt from.`);
  if (missing > rows * thresholds.MISSING)
    say(
      "MISSING",
      count === 0 ? `${name} has no values.` : `${name} has ${plural(missing, "missing value")} (${formatShare(missing, rows)}).`,
    );
  if (type === "constant") say("CONSTANT", `${name} has one value only: ${top[0]?.value}.`);
  const varies = distinct > 1;
  const kind = type === "category" || type === "boolean";
  if (kind && distinct > thresholds.HIGH_CARDINALITY) say("HIGH_CARDINALITY", `${name} has ${distinct} different values.`);
  const imbalance = 1 - facts.entropy / Math.log(distinct);
  if (kind && varies && imbalance > thresholds.IMBALANCE)
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
  if (type === "text" && length && length.mean < thresholds.SHORT_TEXT)
    say("SHORT_TEXT", `${name} holds short texts: ${formatNumber(length.mean, 2)} characters on average.`, "info");
  if (facts.textDates && facts.textDates.share >= thresholds.TYPE_DATE)
    say("TYPE_DATE", `${name} holds dates as text (${formatShare(facts.textDates.share, 1)} of its values read as dates).`);
  if (infinite !== null && infinite > 0 && type !== "date") say("INFINITE", `${name} has ${plural(infinite, "infinite value")}.`);
  if (moments && (type === "number" || type === "integer")) {
    if (moments.zeros > rows * thresholds.ZEROS && distinct > 2)
      say("ZEROS", `${name} has ${plural(moments.zeros, "zero")} (${formatShare(moments.zeros, rows)}).`, "info");
    if (Math.abs(moments.skewness ?? 0) > thresholds.SKEWED)
      say("SKEWED", `${name} is highly skewed (skewness ${formatNumber(moments.skewness)}).`);
    if (histogram && moments.n >= 5 * histogram.length && uniformity(histogram.map((bin) => bin.count)) > thresholds.UNIFORM)
      say("UNIFORM", `${name} is spread evenly.`, "info");
  }
  return [...found, ...seriesAlerts(facts, series, thresholds)];
}

function seriesAlerts({ column }: ColumnFacts, series: SeriesFigures | null, thresholds: Thresholds): Alert[] {
  const found: Alert[] = [];
  const name = `"${column.name}"`;
  const test = series?.dickeyFuller;
  if (test && test.pValue > thresholds.NON_STATIONARY)
    found.push(
      alert("NON_STATIONARY", [column.name], `${name} drifts in time (augmented Dickey-Fuller p ${formatNumber(test.pValue, 2)}).`, "info"),
    );
  const season = series?.season;
  if (season && season.autocorrelation > thresholds.SEASONAL)
    found.push(
      alert(
        "SEASONAL",
        [column.name],
        `${name} repeats itself every ${season.lag} rows (autocorrelation ${formatNumber(season.autocorrelation, 2)}).`,
        "info",
      ),
    );
  return found;
}

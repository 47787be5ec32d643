import type { ParamValue, RunSummary } from "../../../protocol/run.ts";
import type { Field, Filter, Operator } from "./filter.ts";

/** Whether a run passes. What a run does not have passes no comparison, not even `!=`: as in MLflow. */
export function matches(filter: Filter, run: RunSummary): boolean {
  switch (filter.kind) {
    case "and":
      return filter.parts.every((part) => matches(part, run));
    case "or":
      return filter.parts.some((part) => matches(part, run));
    case "in": {
      const actual = actualOf(filter.field, run);
      return actual !== null && actual !== undefined && filter.values.some((value) => compare(actual, "=", value)) !== filter.negated;
    }
    case "compare": {
      const actual = actualOf(filter.field, run);
      return actual !== null && actual !== undefined && compare(actual, filter.operator, filter.value);
    }
  }
}

function actualOf({ of, key }: Field, run: RunSummary): ParamValue | undefined {
  if (of === "metrics") return Object.hasOwn(run.metrics, key) ? run.metrics[key]?.last : undefined;
  if (of === "params") return Object.hasOwn(run.params, key) ? run.params[key] : undefined;
  if (of === "tags") return undefined; // runs carry no tags yet
  switch (key) {
    case "run_id":
      return run.id;
    case "run_name":
      return run.name;
    case "start_time":
      return run.startTime;
    case "end_time":
      return run.endTime;
    default:
      return run[key as "status" | "group" | "kind" | "backend"];
  }
}

function compare(actual: Exclude<ParamValue, null>, operator: Operator, wanted: number | string): boolean {
  if (typeof wanted === "number") {
    const number = typeof actual === "boolean" || actual === "" ? Number.NaN : Number(actual);
    return !Number.isNaN(number) && ordered(number, operator, wanted);
  }
  const text = String(actual);
  if (operator === "LIKE" || operator === "ILIKE") return likePattern(wanted, operator === "ILIKE").test(text);
  return ordered(text, operator, wanted);
}

function ordered<T extends number | string>(actual: T, operator: Operator, wanted: T): boolean {
  switch (operator) {
    case "=":
      return actual === wanted;
    case "!=":
      return actual !== wanted;
    case "<":
      return actual < wanted;
    case "<=":
      return actual <= wanted;
    case ">":
      return actual > wanted;
    case ">=":
      return actual >= wanted;
    default:
      return false;
  }
}

/** SQL's pattern: `%` is any text, `_` any one character. */
function likePattern(pattern: string, ignoreCase: boolean): RegExp {
  const source = pattern
    .replace(/[.*+?^${}()|[\]\\]/g, "\\$&")
    .replaceAll("%", ".*")
    .replaceAll("_", ".");
  return new RegExp(`^${source}$`, ignoreCase ? "isu" : "su");
}

/** A parsed filter over runs. */
export type Filter =
  | { kind: "and" | "or"; parts: Filter[] }
  | { kind: "compare"; field: Field; operator: Operator; value: number | string }
  | { kind: "in"; field: Field; negated: boolean; values: (number | string)[] };

export type Operator = "=" | "!=" | "<" | "<=" | ">" | ">=" | "LIKE" | "ILIKE";

export interface Field {
  of: "metrics" | "params" | "tags" | "attributes";
  key: string;
}

/** Attributes of a run by MLflow's names, and ours. */
export const TEXT_ATTRIBUTES = ["run_id", "run_name", "status", "group", "kind", "backend"] as const;
export const NUMBER_ATTRIBUTES = ["start_time", "end_time"] as const;
export const ATTRIBUTE_ALIASES: Record<string, string> = { id: "run_id", name: "run_name", created: "start_time" };

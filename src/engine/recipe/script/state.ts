import { stateUnfit } from "./errors.ts";

/** What `fit` returned, after the journey through JSON that it makes with a model. Throws `script-state-unfit` where that would change it. */
export function plainState(state: unknown, file: string): unknown {
  check(state, "state", file, new Set());
  return JSON.parse(JSON.stringify(state ?? null));
}

function check(value: unknown, at: string, file: string, above: ReadonlySet<unknown>): void {
  if (value === undefined || value === null || typeof value === "string" || typeof value === "boolean") return;
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw stateUnfit(file, at, String(value));
    return;
  }
  if (typeof value !== "object") throw stateUnfit(file, at, `a ${typeof value}`);
  if (above.has(value)) throw stateUnfit(file, at, "itself");
  const inside = new Set([...above, value]);
  const prototype = Object.getPrototypeOf(value);
  if (Array.isArray(value)) for (const [i, item] of value.entries()) check(item, `${at}[${i}]`, file, inside);
  // an object of the user's code is of this realm: it is compiled here
  else if (prototype === Object.prototype || prototype === null)
    for (const [key, item] of Object.entries(value)) check(item, `${at}.${key}`, file, inside);
  else throw stateUnfit(file, at, `a ${prototype.constructor?.name ?? "special object"}`);
}

const WIDTH = 120;

export const text = (value: string): string => JSON.stringify(value);

export function number(value: number): string {
  if (Number.isNaN(value)) return "Number.NaN";
  if (!Number.isFinite(value)) return value > 0 ? "Number.POSITIVE_INFINITY" : "Number.NEGATIVE_INFINITY";
  return Object.is(value, -0) ? "-0" : String(value);
}

/** Text or a number; null as null. */
export const literal = (value: string | number | null): string =>
  value === null ? "null" : typeof value === "number" ? number(value) : text(value);

/** A list, on as many lines as it takes. */
export function list(items: readonly string[], open = "[", close = "]"): string {
  const flat = `${open}${items.join(", ")}${close}`;
  if (flat.length <= WIDTH && !flat.includes("\n")) return flat;
  const lines: string[] = [];
  let line = " ";
  for (const item of items) {
    if (line.length + item.length > WIDTH && line !== " ") {
      lines.push(line);
      line = " ";
    }
    line += ` ${item},`;
  }
  return `${open}\n${[...lines, line].join("\n")}\n${close}`;
}

/** A `Map` of entries. */
export const map = (entries: readonly (readonly [string, string])[]): string =>
  `new Map(${list(entries.map(([key, value]) => `[${key}, ${value}]`))})`;

export const set = (items: readonly string[]): string => `new Set(${list(items)})`;

/** The key of a property: bare where it may be. */
export const key = (name: string): string => (/^[A-Za-z_$][\w$]*$/.test(name) && name !== "__proto__" ? name : text(name));

/** The key in an object: `__proto__` would be no key of its own otherwise. */
export const ownKey = (name: string): string => (name === "__proto__" ? `[${text(name)}]` : key(name));

/** About values, missing ones and errors. */
export const values = {
  given: {
    source: `
/** A number as it comes: NaN is missing from here on. */
function given(value: number | null, name: string): number {
  if (value === null || Number.isNaN(value)) return Number.NaN;
  return Number.isFinite(value) ? value : fail(name + " is no finite number");
}`,
    needs: ["fail"],
  },
  givenText: {
    source: `
function givenText(value: string | null, name: string): string | null {
  return value === null || typeof value === "string" ? value : fail(name + " is no text");
}`,
    needs: ["fail"],
  },
  lenientNumber: {
    source: `
/** A number, or text that is one; all else is missing, and NaN from here on. */
function lenientNumber(value: unknown, name: string): number {
  if (typeof value === "number") return given(value, name);
  return typeof value === "string" && value.trim() !== "" ? given(Number(value), name) : Number.NaN;
}`,
    needs: ["given"],
  },
  lenientDate: {
    source: `
/** Milliseconds, or text that is a date; all else is missing, and NaN from here on. */
function lenientDate(value: unknown, name: string): number {
  if (typeof value === "number") return given(value, name);
  return typeof value === "string" ? readDate(value) : Number.NaN;
}`,
    needs: ["given", "readDate"],
  },
  lenientText: {
    source: `
/** Text, or a number as text; all else is missing. */
function lenientText(value: unknown): string | null {
  return typeof value === "string" ? value : typeof value === "number" && !Number.isNaN(value) ? String(value) : null;
}`,
  },
  present: {
    source: `
function present(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}`,
  },
  fail: {
    source: `
function fail(message: string): never {
  throw new Error(message);
}`,
  },
  labelOf: {
    source: `
function labelOf(value: number): string | null {
  return Number.isNaN(value) ? null : String(value);
}`,
  },
  dateLabel: {
    source: `
function dateLabel(time: number): string | null {
  return Number.isNaN(time) ? null : new Date(time).toISOString();
}`,
  },
  bounded: {
    source: `
function bounded(value: number, name: string): number {
  return Math.abs(value) === Number.POSITIVE_INFINITY ? fail(name + " is beyond what numbers hold") : value;
}`,
    needs: ["fail"],
  },
} as const;

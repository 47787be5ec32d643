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

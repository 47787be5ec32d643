/** About what the user's own steps make. */
export const scripts = {
  ScriptCell: {
    source: "type ScriptCell = number | string | Date | null;",
  },
  ScriptRow: {
    source: "type ScriptRow = (row: Record<string, ScriptCell>, state: unknown, options: unknown) => Record<string, unknown>;",
    needs: ["ScriptCell"],
  },
  ScriptApply: {
    source:
      "type ScriptApply = (columns: Record<string, ScriptCell[]>, options: unknown, state: unknown) => Record<string, ArrayLike<unknown>>;",
    needs: ["ScriptCell"],
  },
  madeOfRow: {
    source: `
/** The values by column; what is left out is missing. */
function madeOfRow(made: Record<string, unknown>, names: readonly string[]): Map<string, unknown> {
  for (const name of Object.keys(made)) if (!names.includes(name)) fail("the script made a column " + name + " that it did not make in training");
  return new Map(names.map((name) => [name, Object.prototype.hasOwnProperty.call(made, name) ? made[name] : null]));
}`,
    needs: ["fail"],
  },
  madeOfColumns: {
    source: `
/** The values by column, of the only row. */
function madeOfColumns(made: Record<string, ArrayLike<unknown>>, names: readonly string[]): Map<string, unknown> {
  for (const name of Object.keys(made)) if (!names.includes(name)) fail("the script made a column " + name + " that it did not make in training");
  return new Map(names.map((name) => [name, made[name] === undefined ? fail("the script made no column " + name) : made[name]?.[0]]));
}`,
    needs: ["fail"],
  },
  madeNumber: {
    source: `
function madeNumber(value: unknown, name: string): number {
  if (value === null) return Number.NaN;
  if (typeof value === "boolean") return Number(value);
  return typeof value === "number" && Number.isFinite(value) ? value : fail("the script gave " + name + " what is no number");
}`,
    needs: ["fail"],
  },
  madeText: {
    source: `
function madeText(value: unknown, name: string): string | null {
  return value === null || typeof value === "string" ? value : fail("the script gave " + name + " what is no text");
}`,
    needs: ["fail"],
  },
  madeDate: {
    source: `
function madeDate(value: unknown, name: string): number {
  if (value === null) return Number.NaN;
  return value instanceof Date && !Number.isNaN(value.getTime()) ? value.getTime() : fail("the script gave " + name + " what is no date");
}`,
    needs: ["fail"],
  },
} as const;

import { inputError } from "../../shared/errors.ts";

export const linearTooLarge = (rows: number, columns: number, bytes: number) =>
  inputError({
    code: "model-too-large",
    message: `Solving for ${columns.toLocaleString("en-US")} columns of ${rows.toLocaleString("en-US")} rows would need about ${(bytes / 2 ** 30).toFixed(1)} GiB.`,
    remedy: "Use fewer columns (a select step, maxCategories), or give l1, such as 0.001, which is solved in less.",
    place: { field: "model" },
  });

import { dates } from "./dates.ts";
import { formulas } from "./formulas.ts";
import { numbers } from "./numbers.ts";
import { reading } from "./reading.ts";
import { scripts } from "./scripts.ts";
import { texts } from "./texts.ts";
import { values } from "./values.ts";
import { windows } from "./windows.ts";

/** A function that code which is made may need: its source, and the others that it calls. */
export interface Helper {
  source: string;
  needs?: readonly string[];
}

const ALL = { ...values, ...numbers, ...reading, ...dates, ...texts, ...windows, ...formulas, ...scripts } as const satisfies Record<
  string,
  Helper
>;

export type HelperName = keyof typeof ALL;

/** By name; each does to one value what the steps do to columns of them. */
export const HELPERS: Record<HelperName, { source: string; needs?: readonly HelperName[] }> = ALL;

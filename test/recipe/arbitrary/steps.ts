import type fc from "fast-check";
import { clean } from "./clean.ts";
import { columnSteps } from "./columns.ts";
import { dates } from "./dates.ts";
import { derive } from "./derive.ts";
import { encode } from "./encode.ts";
import { scale } from "./scale.ts";
import { script } from "./script.ts";
import { select } from "./select.ts";
import { text } from "./text.ts";
import { window } from "./window.ts";

/** Random options of every step there is, by the step's name: one file a family, as the schema has it. */
export const OPTIONS: Record<string, fc.Arbitrary<object>> = {
  ...clean,
  ...columnSteps,
  ...scale,
  ...encode,
  ...select,
  ...dates,
  ...derive,
  ...window,
  ...text,
  ...script,
};

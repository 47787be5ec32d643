import { z } from "zod";
import { clean } from "./clean.schema.ts";
import { columnSteps } from "./columns.schema.ts";
import { dates } from "./dates.schema.ts";
import { derive } from "./derive.schema.ts";
import { encode } from "./encode.schema.ts";
import { scale } from "./scale.schema.ts";
import { script } from "./script.schema.ts";
import { select } from "./select.schema.ts";
import { text } from "./text.schema.ts";
import { window } from "./window.schema.ts";

/** A step of a recipe, by its name; each family of steps has a file of its own. */
export const recipeStep = z.discriminatedUnion("step", [
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
]);

import { z } from "zod";
import { clean } from "./clean.schema.ts";
import { dates } from "./dates.schema.ts";
import { encode } from "./encode.schema.ts";
import { scale } from "./scale.schema.ts";

/** A step of a recipe, by its name; each family of steps has a file of its own. */
export const recipeStep = z.discriminatedUnion("step", [...clean, ...scale, ...encode, ...dates]);

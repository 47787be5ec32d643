import { z } from "zod";
import type { JsonSchema, StepKind } from "../../protocol/prepare.ts";
import { FAMILIES, SUMMARIES } from "../../protocol/recipe/families.ts";
import { recipeStep } from "../../protocol/recipe/step.schema.ts";

const OTHER = "Other";

let known: StepKind[] | undefined;

/** Every step that an experiment may have, by family, described by the very objects that check it. */
export function stepKinds(): StepKind[] {
  known ??= read();
  return known;
}

function read(): StepKind[] {
  const kinds = recipeStep.options.map((option): StepKind => {
    const schema = z.toJSONSchema(option, { target: "draft-7", io: "input" }) as JsonSchema;
    const name = String(schema.properties?.step?.const);
    const family = FAMILIES.find(({ steps }) => steps.some((one) => nameOf(one) === name))?.title ?? OTHER;
    return { name, family, description: SUMMARIES[name] ?? schema.description ?? "", schema };
  });
  const titles = [...FAMILIES.map(({ title }) => title), OTHER];
  return kinds.sort((a, b) => titles.indexOf(a.family) - titles.indexOf(b.family));
}

const nameOf = ({ shape }: z.ZodObject): unknown => (shape.step as unknown as { value?: unknown }).value;

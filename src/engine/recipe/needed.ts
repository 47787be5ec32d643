import type { FittedRecipe, FittedStep } from "./fitted.ts";
import { stepFor } from "./registry.ts";

/** Without the input columns that the first step to touch them leaves out: rows to come may lack them. */
export function neededOnly(inputs: FittedRecipe["inputs"], steps: readonly FittedStep[]): Pick<FittedRecipe, "inputs" | "steps"> {
  const idle = new Set<string>();
  for (const { name } of inputs) {
    const first = steps.find((step) => step.columns.includes(name));
    if (first && stepFor(first.options).drops?.(first.state).includes(name)) idle.add(name);
  }
  const needed = (name: string) => !idle.has(name);
  return {
    inputs: inputs.filter(({ name }) => needed(name)),
    steps: steps.map((step) => ({ ...step, columns: step.columns.filter(needed) })),
  };
}

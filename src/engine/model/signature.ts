import type { FittedRecipe } from "../recipe/fitted.ts";
import type { ColumnKind } from "../recipe/step.ts";
import type { TargetState } from "./target.ts";

/** MLflow's type names. */
type SignatureType = "double" | "long" | "boolean" | "string" | "datetime";

export interface Field {
  name: string;
  type: SignatureType;
  /** Where it is one of these. */
  levels?: readonly string[];
}

/** What a model takes and gives, by name: the content of `signature.json`. */
export interface Signature {
  inputs: Field[];
  outputs: Field[];
  target: string | null;
  task: TargetState["task"];
  /** In the order of the probabilities; of a binary task the second is the positive one. Null where there are none. */
  classes: string[] | null;
}

export const PREDICTION = "prediction";
export const probabilityOf = (label: string) => `probability_${label}`;

const TYPES: Record<ColumnKind, SignatureType> = { number: "double", category: "string", text: "string", date: "datetime" };

/** `outputs`: what a model without a target says, or says beside its prediction. */
export function signatureOf(recipe: FittedRecipe, target: TargetState, outputs: readonly Field[] = []): Signature {
  const classes = "classes" in target ? target.classes : null;
  return {
    inputs: recipe.inputs.map(({ name, kind }) => ({ name, type: TYPES[kind] })),
    outputs: target.column === null ? [...outputs] : [...supervisedOutputs(classes), ...outputs],
    target: target.column,
    task: target.task,
    classes,
  };
}

const supervisedOutputs = (classes: readonly string[] | null): Field[] => [
  { name: PREDICTION, type: classes ? "string" : "double" },
  ...(classes ?? []).map((label): Field => ({ name: probabilityOf(label), type: "double" })),
];

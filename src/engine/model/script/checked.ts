import type { LayersModel, Sequential, SymbolicTensor } from "@tensorflow/tfjs-layers";
import type { ModelContext } from "../../../protocol/model-context.ts";
import type { TF } from "../../backend/tf.ts";
import { modelShape, notAModel, nothingTrainable, otherTensorflow, outputActivation } from "./errors.ts";

/** A model of the user's, and what its outputs are. */
export interface UserModel {
  model: LayersModel;
  /** Units of the output. */
  units: number;
  outputs: "probabilities" | "logits" | "value" | "limited value";
}

/** What `buildModel` returned, as a model that fits the problem. Throws an input error that says what does not. */
export function checkedModel(tf: TF, built: unknown, context: ModelContext, file: string): UserModel {
  const model = modelOf(tf, built, file);
  const { inputs, outputs } = model;
  const [input, output] = [inputs[0] as SymbolicTensor, outputs[0] as SymbolicTensor];
  const [width] = context.inputShape;
  if (inputs.length !== 1)
    throw modelShape(file, "input", `has ${inputs.length} inputs`, "Give it one input, of the shape context.inputShape.");
  if (input.shape.length !== 2 || (input.shape[1] !== width && input.shape[1] !== null))
    throw modelShape(
      file,
      "input",
      `takes rows of the shape ${shapeText(input.shape)}, and there are ${width} features: ${shapeText([null, width])}`,
      "Use `inputShape: context.inputShape` in its first layer.",
    );
  if (outputs.length !== 1)
    throw modelShape(file, "output", `has ${outputs.length} outputs`, `Give it one output of ${context.units} (context.units).`);
  const units = output.shape.length === 2 ? output.shape[1] : null;
  const fits = units === context.units || (context.task === "binary" && units === 2);
  if (units === null || units === undefined || !fits)
    throw modelShape(
      file,
      "output",
      `gives rows of the shape ${shapeText(output.shape)}, and this ${context.task} task needs ${shapeText([null, context.units])}`,
      "Use `units: context.units` in its last layer.",
    );
  if (model.trainableWeights.length === 0) throw nothingTrainable(file);
  return { model, units, outputs: outputsOf(output, units, context, file) };
}

function modelOf(tf: TF, built: unknown, file: string): LayersModel {
  if (!(built instanceof tf.LayersModel)) {
    if (typeof built === "object" && built !== null && "layers" in built && "predict" in built) throw otherTensorflow(file);
    throw notAModel(file, described(built));
  }
  if (built.layers.length === 0) throw notAModel(file, "a model without layers");
  if (!built.built) (built as Sequential).build();
  return built;
}

function outputsOf({ sourceLayer }: SymbolicTensor, units: number, { task }: ModelContext, file: string): UserModel["outputs"] {
  const activation = activationOf(sourceLayer);
  if (task === "regression") return activation === "linear" ? "value" : "limited value";
  const wanted = units === 1 ? "sigmoid" : "softmax";
  if (activation === wanted) return "probabilities";
  if (activation !== "linear") throw outputActivation(file, activation, wanted);
  return "logits";
}

/** Name of a layer's activation; of one that has none, such as the user's own, linear. */
function activationOf(layer: SymbolicTensor["sourceLayer"]): string {
  if (layer.getClassName() === "Softmax") return "softmax";
  const { activation } = layer.getConfig() as { activation?: unknown };
  return typeof activation === "string" ? activation : "linear";
}

const shapeText = (shape: readonly (number | null)[]) => `[${shape.map((size) => size ?? "rows").join(", ")}]`;

function described(value: unknown): string {
  if (value === undefined) return "nothing";
  if (value === null) return "null";
  if (typeof value !== "object") return `a ${typeof value}`;
  return `a ${(value as object).constructor?.name ?? "special object"}`;
}

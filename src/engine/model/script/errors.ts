import { inputError, type TrainyardError } from "../../../shared/errors.ts";

const FIELD = "model.file";

export const modelFileMissing = (file: string): TrainyardError =>
  inputError({
    code: "script-missing",
    message: "There is no file of this name to build the model with.",
    remedy: 'Check "file"; it is relative to the experiment.',
    place: { file, field: FIELD },
  });

export const modelNotInWorker = (file: string): TrainyardError =>
  inputError({
    code: "script-not-allowed",
    message: `The code of ${file} can only run in a worker process.`,
    remedy: "Train, evaluate or predict with it; this is a fault of Trainyard's if you did.",
    place: { field: FIELD },
  });

export const buildModelMissing = (file: string, found: readonly string[]): TrainyardError =>
  inputError({
    code: "script-function-missing",
    message: `The file exports no function \`buildModel\`${found.length > 0 ? ` (it exports ${found.join(", ")})` : ""}.`,
    remedy: "Write `export function buildModel(tf, context) { ... }`, which returns a model.",
    place: { file, field: FIELD },
  });

export const notAModel = (file: string, what: string): TrainyardError =>
  inputError({
    code: "script-not-a-model",
    message: `\`buildModel\` returned ${what}.`,
    remedy: "Return what `tf.sequential` or `tf.model` gives.",
    place: { file, field: FIELD },
  });

export const otherTensorflow = (file: string): TrainyardError =>
  inputError({
    code: "script-other-tensorflow",
    message: "The model was made by another copy of TensorFlow.js than the one it is trained with.",
    remedy: "Use the `tf` that `buildModel(tf, context)` is given; import types only from @tensorflow/tfjs.",
    place: { file, field: FIELD },
  });

export const modelShape = (file: string, side: "input" | "output", problem: string, remedy: string): TrainyardError =>
  inputError({ code: `script-${side}-shape`, message: `The model ${problem}.`, remedy, place: { file, field: FIELD } });

export const outputActivation = (file: string, found: string, wanted: string): TrainyardError =>
  inputError({
    code: "script-output-activation",
    message: `The model's last layer has the activation ${found}, which gives no probabilities of the classes.`,
    remedy: `Use ${wanted} (context.activation), or no activation at all.`,
    place: { file, field: FIELD },
  });

export const nothingTrainable = (file: string): TrainyardError =>
  inputError({
    code: "script-nothing-trainable",
    message: "The model has no weights that can be trained.",
    remedy: "Set `trainable` to true for at least one layer with weights.",
    place: { file, field: FIELD },
  });

import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { LayersModel, SymbolicTensor } from "@tensorflow/tfjs-layers";
import type { Experiment } from "../../protocol/experiment.ts";
import type { ModelContext } from "../../protocol/model-context.ts";
import type { TF } from "../backend/tf.ts";
import { toMatrix } from "../recipe/matrix.ts";
import { matrixInputs } from "../train/batch.ts";
import { joinMatrices } from "../train/stream/join.ts";
import type { Algorithm, FitContext, LoadContext } from "./algorithm.ts";
import { loadModel } from "./files.ts";
import { makeHead, outputUnits } from "./network.ts";
import { matrixReading, networkModel } from "./network-model.ts";
import { checkedModel, type UserModel } from "./script/checked.ts";
import { leakWatch } from "./script/leaks.ts";
import { isCompiled, objectiveOf, objectiveText } from "./script/objective.ts";
import { buildAgain, buildNow, type ModelCode, modelFile, telling } from "./script/user-model.ts";
import { trainModel } from "./train-network.ts";

type Params = Extract<Experiment["model"], { algorithm: "script" }>;

/** Beside `model.json`: the code, for layers that are its own. */
const CODE = "code.json";

/** The user's own network: what `buildModel(tf, context)` of their file returns. Worker processes only. */
export const script: Algorithm<Params> = {
  read: toMatrix,
  streams: "shuffled",
  check: ({ file }) => void modelFile(file),

  async fit({ file: name, params }, context) {
    const { tf } = await context.tensorflow();
    const { target, settings } = context;
    const file = modelFile(name);
    const leaks = leakWatch(tf);
    const { built, code } = await buildNow(tf, file, contextOf(context, params));
    const user = checkedModel(tf, built, code.context, file);
    const own = isCompiled(user.model) ? objectiveText(user.model) : null;
    const objective = objectiveOf(tf, user, target.task, settings);
    leaks.built(user.model, objective?.optimizer ?? null);
    const whole = withHead(tf, user, context, own !== null);
    const model = networkModel(tf, whole, target.task, matrixReading, settings.compile);
    const watched: FitContext = {
      ...context,
      onEpoch(epoch, figures) {
        leaks.epoch();
        context.onEpoch(epoch, figures);
      },
    };
    const learner = {
      tf,
      raw: user.model,
      model,
      inputs: matrixInputs,
      join: joinMatrices,
      objective,
      ownUnits: own !== null || user.outputs === "limited value",
    };
    const { stopped, notes } = await telling(file, () => trainModel(learner, watched));
    return {
      model: { ...model, save: async (directory) => void (await Promise.all([model.save(directory), saveCode(code, directory)])) },
      stopped,
      notes: [...(own ? [compiledNote(own)] : []), ...notes, ...leaks.notes()],
    };
  },

  async load(directory: string, { task, tensorflow, compile }: LoadContext) {
    const { tf } = await tensorflow();
    return networkModel(tf, await loadWithCode(tf, directory), task, matrixReading, compile);
  },
};

const contextOf = ({ target, features, train, stream, settings }: FitContext, params: Params["params"]): ModelContext => ({
  inputShape: [features.length],
  features: [...features],
  task: target.task,
  classes: target.task === "regression" ? null : [...target.classes],
  units: outputUnits(target),
  activation: target.task === "regression" ? "linear" : target.task === "binary" ? "sigmoid" : "softmax",
  target: target.task === "regression" ? { mean: target.mean, std: target.std } : null,
  rows: stream?.train.rows ?? train.y.length,
  params,
  seed: settings.seed,
});

/** The user's model, and after it what turns its outputs into probabilities or the target's units where they are not. */
function withHead(tf: TF, { model, outputs, units }: UserModel, { target }: FitContext, compiled: boolean): LayersModel {
  if (outputs === "probabilities" || outputs === "limited value" || (outputs === "value" && compiled)) return model;
  const head = makeHead(tf, target, units);
  const output = head.layer.apply(model.outputs[0] as SymbolicTensor) as SymbolicTensor;
  head.set();
  return tf.model({ inputs: model.inputs, outputs: output });
}

const saveCode = (code: ModelCode, directory: string) => writeFile(join(directory, CODE), `${JSON.stringify(code, null, 1)}\n`);

/** Layers of the user's own are known to TensorFlow.js only once the code that registers them has run. */
async function loadWithCode(tf: TF, directory: string): Promise<LayersModel> {
  try {
    return await loadModel(tf, directory);
  } catch (error) {
    const text = await readFile(join(directory, CODE), "utf8").catch(() => null);
    if (text === null || !/Unknown layer/.test(String((error as Error).cause))) throw error;
    await buildAgain(tf, JSON.parse(text) as ModelCode);
    return loadModel(tf, directory);
  }
}

const compiledNote = (objective: string) =>
  `buildModel compiled the model itself: ${objective} were used, and not the optimizer and the learning rate of the experiment.`;

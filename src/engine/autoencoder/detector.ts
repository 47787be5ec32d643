import type { LayersModel } from "@tensorflow/tfjs-layers";
import type { CompileChoice } from "../../protocol/compile.ts";
import type { TF } from "../backend/tf.ts";
import { type Counts, meanOf } from "../evaluate/counts.ts";
import { Gathered } from "../evaluate/gathered.ts";
import type { FittedModel, Predictions } from "../model/algorithm.ts";
import { compilePredictions } from "../model/compiled-predictions.ts";
import type { Field } from "../model/signature.ts";
import { type Matrix, toMatrix } from "../recipe/matrix.ts";
import { applyNetwork, squaredErrors } from "./reconstruct.ts";
import { labelFigures, largestColumns, rowMeans } from "./score.ts";
import { standardise } from "./standardise.ts";
import { type DetectorState, saveNetwork } from "./state.ts";

/** How many features are named that a row's score comes from most. */
const NAMED = 3;
const OWN = 2;

/** A trained autoencoder that says how odd each row is, and by which features. It owns the network. */
export function fitted(tf: TF, network: LayersModel, state: DetectorState, compile: CompileChoice = "auto"): FittedModel {
  compilePredictions(tf, network, compile);
  const { features, threshold, standard } = state;
  const named = Math.min(NAMED, features.length);
  const outputs: Field[] = [
    { name: "anomaly_score", type: "double" },
    { name: "anomaly", type: "boolean" },
    ...Array.from({ length: named }, (_, i): Field => ({ name: `contributor_${i + 1}`, type: "string", levels: features })),
  ];
  const scoresOf = ({ values, width }: Predictions) =>
    Float64Array.from({ length: values.length / width }, (_, row) => values[row * width] as number);
  const errorsOf = async (x: Matrix) => {
    const matrix = standardise(x, standard);
    return squaredErrors(matrix, await applyNetwork(tf, network, matrix));
  };
  return {
    read: toMatrix,
    outputs,
    insight: async (x) => ({ reconstruction: { features, errors: await errorsOf(x), threshold } }),
    async predict(x: Matrix) {
      const errors = await errorsOf(x);
      const scores = rowMeans(errors, features.length);
      const largest = largestColumns(errors, features.length, named);
      const width = outputs.length;
      const values = new Float64Array(x.rows * width);
      for (const [row, score] of scores.entries()) {
        values[row * width] = score;
        values[row * width + 1] = Number(score > threshold);
        values.set(largest.subarray(row * named, (row + 1) * named), row * width + OWN);
      }
      return { values, width };
    },
    judging(most) {
      const [all, known] = [new Gathered(most), new Gathered(most)];
      return {
        add(_x, predictions, labels) {
          all.add(scoresOf(predictions));
          known.add(labels ?? []);
        },
        end() {
          const scores = all.values;
          const share = meanOf(scores.map((score) => Number(score > threshold)));
          const error = meanOf(scores);
          const labelled = labelFigures(known.values, scores, threshold);
          const under = (counts: Counts) => ({ anomaly_share: share(counts), reconstruction_mse: error(counts), ...labelled(counts) });
          return { metrics: under(null), under };
        },
      };
    },
    save: (directory) => saveNetwork(network, state, directory),
    dispose: () => void network.dispose(),
  };
}

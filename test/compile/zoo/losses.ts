import { classes, numbers, type Sample, tokens, truths } from "./data.ts";
import { dense, type Exhibit, seeded, sequence } from "./exhibit.ts";

export const LOSSES: Exhibit[] = [
  ["meanSquaredError", numbers([1]), 1, "linear"],
  ["meanAbsoluteError", numbers([1]), 1, "linear"],
  ["meanAbsolutePercentageError", numbers([1]), 1, "linear"],
  ["meanSquaredLogarithmicError", numbers([1]), 1, "softplus"],
  ["squaredHinge", truths([1]), 1, "linear"],
  ["hinge", truths([1]), 1, "linear"],
  ["categoricalHinge", classes(3), 3, "linear"],
  ["logcosh", numbers([1]), 1, "linear"],
  ["categoricalCrossentropy", classes(3), 3, "softmax"],
  ["sparseCategoricalCrossentropy", tokens([1], 3), 3, "softmax"],
  ["binaryCrossentropy", truths([1]), 1, "sigmoid"],
  ["kullbackLeiblerDivergence", classes(3), 3, "softmax"],
  ["poisson", numbers([1]), 1, "softplus"],
  ["cosineProximity", numbers([3]), 3, "linear"],
].map(([loss, target, units, activation]) => ({
  name: `loss: ${loss}`,
  model: sequence(dense(5, "tanh", [6]), (tf) =>
    tf.layers.dense({ units: units as number, activation: activation as "linear", ...seeded(tf, 2) }),
  ),
  loss: loss as string,
  inputs: [numbers([6])],
  targets: [target as Sample],
}));

export const METRICS: Exhibit[] = [
  ["binaryAccuracy", truths([1]), 1, "sigmoid", "binaryCrossentropy"],
  ["precision", truths([1]), 1, "sigmoid", "binaryCrossentropy"],
  ["categoricalAccuracy", classes(3), 3, "softmax", "categoricalCrossentropy"],
  ["accuracy", classes(3), 3, "softmax", "categoricalCrossentropy"],
  ["mse", numbers([1]), 1, "linear", "meanAbsoluteError"],
  ["mae", numbers([1]), 1, "linear", "meanSquaredError"],
  ["mape", numbers([1]), 1, "linear", "meanSquaredError"],
  ["cosine", numbers([3]), 3, "linear", "meanSquaredError"],
  ["cosineProximity", numbers([3]), 3, "linear", "meanSquaredError"],
  ["categoricalCrossentropy", classes(3), 3, "softmax", "categoricalCrossentropy"],
  ["sparseCategoricalCrossentropy", tokens([1], 3), 3, "softmax", "sparseCategoricalCrossentropy"],
  ["sparseCategoricalAccuracy", tokens([1], 3), 3, "softmax", "sparseCategoricalCrossentropy"],
  ["binaryCrossentropy", truths([1]), 1, "sigmoid", "binaryCrossentropy"],
  ["recall", truths([1]), 1, "sigmoid", "binaryCrossentropy"],
  ["r2Score", numbers([1]), 1, "linear", "meanSquaredError"],
  ["meanAbsoluteError", numbers([1]), 1, "linear", "meanSquaredError"],
  ["meanAbsolutePercentageError", numbers([1]), 1, "linear", "meanSquaredError"],
  ["meanSquaredError", numbers([1]), 1, "linear", "meanAbsoluteError"],
].map(([metric, target, units, activation, loss]) => ({
  name: `metric: ${metric}`,
  model: sequence(dense(5, "tanh", [6]), (tf) =>
    tf.layers.dense({ units: units as number, activation: activation as "linear", ...seeded(tf, 2) }),
  ),
  loss: loss as string,
  metrics: [metric as string],
  inputs: [numbers([6])],
  targets: [target as Sample],
}));

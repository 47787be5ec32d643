import { z } from "zod";
import { datePart } from "./recipe/dates.schema.ts";

/** The algorithms of an experiment file and their hyperparameters: one object each. */

const activation = z.enum(["relu", "elu", "selu", "tanh", "sigmoid", "softplus", "swish", "gelu"]);
const regularisation = {
  l1: z.number().min(0).default(0),
  l2: z.number().min(0).default(0),
};
const maxDepth = z.int().min(0).max(64).default(0).describe("0: no limit.");
const maxBins = z.int().min(2).max(255).default(255).describe("Steps that a number is seen in.");

const baseline = z.strictObject({
  algorithm: z
    .literal("baseline")
    .describe("Says the same of every row: the shares of the classes, so the majority class, or the mean. What a model has to beat."),
});

const mlp = z.strictObject({
  algorithm: z.literal("mlp").describe("Fully connected neural network."),
  hidden: z.array(z.int().min(1).max(65536)).max(32).default([64, 32]).describe("Units of each hidden layer."),
  activation: activation.default("relu"),
  dropout: z.number().min(0).lt(1).default(0),
  batchNormalization: z.boolean().default(false),
  ...regularisation,
});

const linear = z.strictObject({
  algorithm: z.literal("linear").describe("Linear or logistic regression, by gradient descent."),
  ...regularisation,
});

const gradientBoostedTrees = z.strictObject({
  algorithm: z
    .literal("gradient-boosted-trees")
    .describe("Gradient boosting on histograms. Missing values and categories are used as they are."),
  iterations: z
    .int()
    .min(1)
    .max(100_000)
    .default(200)
    .describe("Trees at most, of many classes one per class; early stopping may end sooner."),
  learningRate: z.number().gt(0).max(1).default(0.1).describe("What each tree counts for."),
  maxLeaves: z.int().min(2).max(4096).default(31).describe("Leaves of a tree: the main knob of how complex it is."),
  maxDepth,
  minRowsPerLeaf: z.int().min(1).default(20),
  minHessian: z.number().min(0).default(0.001).describe("Least sum of second derivatives in a leaf."),
  minGain: z.number().min(0).default(0).describe("Least gain of a split."),
  l2: z.number().min(0).default(0),
  maxBins,
  subsample: z.number().gt(0).max(1).default(1).describe("Share of the rows that a tree learns from."),
  featureFraction: z.number().gt(0).max(1).default(1).describe("Share of the columns that a tree may ask for."),
});

const randomForest = z.strictObject({
  algorithm: z
    .literal("random-forest")
    .describe("Random forest on histograms, grown by itself tree by tree. Missing values and categories are used as they are."),
  trees: z.int().min(1).max(100_000).default(100),
  maxFeatures: z
    .union([z.enum(["auto", "sqrt", "log2", "third", "all"]), z.number().gt(0).max(1)])
    .default("auto")
    .describe("Columns that each split may ask for, or their share. auto: sqrt for classes, all for a regression, as scikit-learn."),
  maxDepth,
  minRowsPerLeaf: z.int().min(1).default(1).describe("More makes the trees smaller and smoother."),
  maxBins,
});

const script = z.strictObject({
  algorithm: z.literal("script").describe("A network of your own: what `buildModel(tf, context)` of a file returns."),
  file: z.string().min(1).describe("TypeScript or JavaScript file beside the experiment that exports `buildModel`."),
  params: z.record(z.string(), z.json()).default({}).describe("What buildModel finds as context.params: your own hyperparameters."),
});

const forecaster = z.strictObject({
  algorithm: z
    .literal("forecaster")
    .describe("Predicts a number in time from its own past values. Rows lie equal steps apart; the split is by time."),
  time: z.string().min(1).describe("Date or number column that says when."),
  series: z
    .array(z.string().min(1))
    .default([])
    .describe("Columns that tell several series apart, such as a shop: each has a past of its own, all are learnt together."),
  lags: z
    .union([z.int().min(1).max(10_000), z.array(z.int().min(1).max(100_000)).min(1).max(10_000)])
    .default([1, 2, 3, 7])
    .describe("Which values before a forecast it is made from: these many steps back, or the last so many."),
  horizon: z.int().min(1).max(1000).default(1).describe("How many steps ahead to forecast."),
  strategy: z
    .enum(["recursive", "direct"])
    .default("recursive")
    .describe("`recursive` forecasts step by step, each from the one before; `direct` learns a model for each step."),
  rolling: z
    .strictObject({
      windows: z.array(z.int().min(2).max(100_000)).max(100).default([]).describe("How many of the last values to look at."),
      statistics: z
        .array(z.enum(["mean", "std", "min", "max"]))
        .min(1)
        .default(["mean"]),
    })
    .prefault({})
    .describe("What the last values have in common."),
  calendar: z.array(datePart).default([]).describe("Parts of the date that is forecast, such as its weekday."),
  known: z
    .array(z.string().min(1))
    .default([])
    .describe("Columns that are known before their time comes, such as a holiday; others must be excluded."),
  season: z.int().min(1).max(100_000).optional().describe("Steps of a season, to compare with. Absent: the usual one, 7 of daily rows."),
  interval: z.number().gt(0).lt(1).default(0.9).describe("Share of the values that a forecast's interval is to hold."),
  learner: z.enum(["linear", "gradient-boosted-trees"]).default("linear").describe("What learns from the lags."),
  l2: z.number().min(0).default(0).describe("Of `linear`."),
  iterations: z.int().min(1).max(100_000).default(200).describe("Of `gradient-boosted-trees`, as the three that follow: trees at most."),
  learningRate: z.number().gt(0).max(1).default(0.1),
  maxLeaves: z.int().min(2).max(4096).default(31),
  minRowsPerLeaf: z.int().min(1).default(20),
});

export const model = z.discriminatedUnion("algorithm", [baseline, mlp, linear, gradientBoostedTrees, randomForest, script, forecaster]);

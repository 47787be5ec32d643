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
  hidden: z
    .array(z.int().min(1).max(65536))
    .max(32)
    .default([64, 32])
    .describe("Units of each hidden layer; none: a linear model, by gradient descent."),
  activation: activation.default("relu"),
  dropout: z.number().min(0).lt(1).default(0),
  batchNormalization: z.boolean().default(false),
  ...regularisation,
  encoder: z
    .strictObject({
      run: z.string().min(1).describe("Name or id of a run of denoising-pretrain, or the path of its experiment file: its best run."),
      freeze: z.boolean().default(false).describe("Keep the encoder as it is, and learn only what comes after it."),
    })
    .optional()
    .describe("Begin with a pretrained encoder. Without a recipe of its own, the experiment prepares rows as that run did."),
});

const linear = z.strictObject({
  algorithm: z.literal("linear").describe("Linear regression (ridge, lasso, elastic net), or logistic regression, solved exactly."),
  l1: z
    .number()
    .min(0)
    .default(0)
    .describe("Price of each coefficient's size. scikit-learn's alpha of Lasso; 1 / (C n) of a logistic regression on n rows."),
  l2: z
    .number()
    .min(0)
    .default(0.0001)
    .describe("Half the price of each coefficient's square. scikit-learn's alpha / n of Ridge; 1 / (C n) of a logistic regression."),
  maxIterations: z.int().min(1).max(1_000_000).default(1000),
  tolerance: z
    .number()
    .gt(0)
    .default(1e-6)
    .describe("Solved once no slope is steeper, or no coefficient moves more, than this. Features count as standardised."),
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

const layers = z.array(z.int().min(1).max(65536)).max(32);

const anomalyDetector = z.strictObject({
  algorithm: z
    .literal("anomaly-detector")
    .describe("Finds rows unlike the rest: an autoencoder restores each row from fewer numbers, and what it cannot restore is odd."),
  contamination: z.number().gt(0).lt(0.5).default(0.01).describe("Share of the training rows to call anomalies: where the threshold lies."),
  label: z
    .string()
    .min(1)
    .optional()
    .describe("Column that says which rows are anomalies, where some are known: to judge by, never to learn from."),
  hidden: layers.default([32]).describe("Units of each layer between the features and the encoding; back again the same."),
  encoding: z
    .int()
    .min(1)
    .max(65536)
    .optional()
    .describe("Numbers that a row is squeezed through. Absent: a third of the features, at most 16."),
  activation: activation.default("relu"),
});

const rate = z.number().min(0).lt(1);

const denoisingPretrain = z.strictObject({
  algorithm: z
    .literal("denoising-pretrain")
    .describe("Learns from rows without an answer: to restore what noise has spoilt. Later experiments begin with its encoder."),
  noise: z
    .strictObject({
      swap: rate.default(0.15).describe("Share of the values that are swapped for another row's."),
      masking: rate.default(0).describe("Share of the values that are set to 0, which is the mean of scaled columns."),
      gaussian: z.number().min(0).max(100).default(0).describe("Standard deviation of what is added to each value."),
    })
    .prefault({}),
  hidden: layers.default([64]).describe("Units of each layer between the features and the encoding; back again the same."),
  encoding: z.int().min(1).max(65536).default(32).describe("Numbers that stand for a row."),
  activation: activation.default("relu"),
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

const kMeans = z.strictObject({
  algorithm: z.literal("k-means").describe("Parts rows into clusters around their means, from k-means++ seeds."),
  clusters: z.int().min(1).max(10_000).default(8).describe("How many; the silhouette tells which number fits."),
  nInit: z.int().min(1).max(1000).default(5).describe("Starts from other seeds; the one of least inertia is kept."),
  maxIterations: z.int().min(1).max(100_000).default(300),
  tolerance: z.number().min(0).default(0.0001).describe("Over once the centres move less than this, beside the columns' variance."),
});

const pca = z.strictObject({
  algorithm: z.literal("pca").describe("Principal components: the directions in which rows differ most."),
  components: z
    .union([z.int().min(1), z.number().gt(0).lt(1)])
    .default(0.95)
    .describe("How many, or the share of the variance that they are to explain."),
  whiten: z.boolean().default(false).describe("Scale each component to a variance of 1."),
});

const textClassifier = z.strictObject({
  algorithm: z
    .literal("text-classifier")
    .describe(
      "Classes by the words of texts: each word has an embedding, their mean goes through hidden layers. Other columns beside have to be numbers.",
    ),
  columns: z.array(z.string().min(1)).min(1).optional().describe("Columns of text; all that are free text where absent."),
  vocabularySize: z
    .int()
    .min(3)
    .max(1_000_000)
    .default(10_000)
    .describe("Words that are told apart, the most frequent of the training rows; others are unknown."),
  maxLength: z.int().min(1).max(10_000).default(200).describe("Words of a text that are read, from its beginning."),
  embeddingSize: z.int().min(1).max(1024).default(32).describe("Numbers that a word is described by."),
  hidden: z.array(z.int().min(1).max(65536)).max(32).default([32]).describe("Units of each hidden layer."),
  dropout: z.number().min(0).lt(1).default(0.2),
  l2: z.number().min(0).default(0),
});

const imageClassifier = z.strictObject({
  algorithm: z
    .literal("image-classifier")
    .describe(
      "Classes of images by convolutions. The data are a folder with a sub-folder of PNG or JPEG images for each class; the target is `label`.",
    ),
  imageSize: z.int().min(4).max(1024).default(64).describe("Images are resized to so many pixels square."),
  channels: z
    .union([z.literal(1), z.literal(3)])
    .default(3)
    .describe("3: colours; 1: grey."),
  filters: z
    .array(z.int().min(1).max(2048))
    .min(1)
    .max(8)
    .default([16, 32, 64])
    .describe("Filters of each block: a 3 x 3 convolution, and a pooling that halves the image."),
  hidden: z.array(z.int().min(1).max(65536)).max(8).default([64]).describe("Units of each hidden layer after the blocks."),
  dropout: z.number().min(0).lt(1).default(0.3),
  l2: z.number().min(0).default(0),
  augment: z
    .strictObject({
      flip: z.boolean().default(true).describe("Mirror half of the images, left to right."),
      shift: z.number().min(0).max(0.5).default(0.1).describe("Move by up to this share of the size."),
    })
    .prefault({})
    .describe("Changes to the training images, new ones in each epoch."),
});

export const model = z.discriminatedUnion("algorithm", [
  baseline,
  mlp,
  linear,
  gradientBoostedTrees,
  randomForest,
  script,
  textClassifier,
  imageClassifier,
  forecaster,
  kMeans,
  pca,
  anomalyDetector,
  denoisingPretrain,
]);

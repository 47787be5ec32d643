import type { ColumnProfile, Profile } from "../../protocol/profile.ts";
import { draftForecast, type OwnDraft } from "./draft-forecast.ts";
import { MODEL_SCRIPT } from "./model-script.ts";
import { dateSteps } from "./text-dates.ts";

/** What a proposed experiment holds for one algorithm, as text of the file. */
export interface Template {
  model: string;
  training: string;
  /** Steps in order, one a line; of columns `withDatesRead`. */
  recipe(used: readonly ColumnProfile[]): string[];
  /** Types of columns that only this algorithm can learn from. */
  reads?: readonly ColumnProfile["type"][];
  /** Files that the experiment needs beside it. */
  beside?: { file: string; text: string }[];
  /** What the data at hand decide: it stands in place of `model` and the usual split. */
  own?(profile: Profile, target: string | undefined): OwnDraft;
}

const STOPPING = `// Stops when the validation loss no longer falls, and keeps the best`;

const byGradient = (model: string, learningRate: number): Template => ({
  model,
  training: `"epochs": 100,
    "batchSize": 32,
    "optimizer": "adam",
    "learningRate": ${learningRate},
    ${STOPPING} weights.
    "earlyStopping": { "monitor": "val_loss", "patience": 10 },
    "seed": 42`,
  recipe: numbers,
});

/** Every algorithm that can be proposed, by its name in the file. */
export const TEMPLATES: Readonly<Record<string, Template>> = {
  mlp: byGradient(
    `"algorithm": "mlp", // mlp: a fully connected neural network; "linear" is simpler, "gradient-boosted-trees" often best on tables
    "hidden": [64, 32],
    "activation": "relu",
    "dropout": 0`,
    0.003,
  ),
  linear: {
    model: `"algorithm": "linear", // linear: a straight line or plane, solved exactly; "mlp" can bend
    "l1": 0, // more makes coefficients zero, so that few columns are left
    "l2": 0.0001`,
    training: `"seed": 42`,
    recipe: numbers,
  },
  "gradient-boosted-trees": {
    model: `"algorithm": "gradient-boosted-trees", // gradient-boosted-trees: takes missing values and categories as they are, and needs no scaling
    "iterations": 200,
    "learningRate": 0.1,
    "maxLeaves": 31`,
    training: `${STOPPING} trees.
    "earlyStopping": { "monitor": "val_loss", "patience": 10 },
    "seed": 42`,
    recipe: dates,
  },
  "random-forest": {
    model: `"algorithm": "random-forest", // random-forest: robust without tuning; takes missing values and categories as they are
    "trees": 100,
    "minRowsPerLeaf": 1`,
    training: `"seed": 42`,
    recipe: dates,
  },
  "k-means": {
    model: `"algorithm": "k-means", // k-means: parts rows into clusters; which number fits, the silhouette of several runs tells
    "clusters": 3`,
    training: `"seed": 42`,
    recipe: numbers,
  },
  pca: {
    model: `"algorithm": "pca", // pca: the directions in which rows differ most
    "components": 0.95 // as many as explain this share of the variance; 2 gives two`,
    training: `"seed": 42`,
    recipe: numbers,
  },
  forecaster: { model: "", training: `"seed": 42`, recipe: () => [], own: draftForecast },
  "anomaly-detector": byGradient(
    `"algorithm": "anomaly-detector", // anomaly-detector: finds rows unlike the rest
    "contamination": 0.01, // share of the rows to call anomalies
    // "label": "fraud", // a column that says which rows are anomalies, if there is one: to judge by, never to learn from
    "hidden": [32]`,
    0.003,
  ),
  "denoising-pretrain": byGradient(
    `"algorithm": "denoising-pretrain", // denoising-pretrain: learns from rows without an answer; a later "mlp" begins with its encoder
    "noise": { "swap": 0.15 },
    "hidden": [64],
    "encoding": 32`,
    0.003,
  ),
  script: {
    ...byGradient(
      `"algorithm": "script", // script: a network of your own, which buildModel of the file returns
    "file": "model.ts",
    "params": { "hidden": 32 } // what buildModel finds as params`,
      0.003,
    ),
    beside: [{ file: "model.ts", text: MODEL_SCRIPT }],
  },
  "text-classifier": {
    ...byGradient(
      `"algorithm": "text-classifier", // text-classifier: classes by the words of texts; other columns beside as numbers
    "vocabularySize": 10000, // words that are told apart, the most frequent first
    "maxLength": 200, // words of a text that are read
    "embeddingSize": 32,
    "hidden": [32],
    "dropout": 0.2`,
      0.003,
    ),
    reads: ["text"],
  },
  "image-classifier": {
    ...byGradient(
      `"algorithm": "image-classifier", // image-classifier: convolutions over the images that path names
    "imageSize": 64, // pixels square that images are resized to
    "channels": 3, // 1: grey
    "filters": [16, 32, 64], // of each convolution; each block halves the image
    "hidden": [64],
    "dropout": 0.3,
    "augment": { "flip": true, "shift": 0.1 }`,
      0.001,
    ),
    recipe: () => [],
    reads: ["text", "identifier"],
  },
  baseline: {
    model: `"algorithm": "baseline" // baseline: says the same of every row: the majority class or the mean. What every other model has to beat`,
    training: `"seed": 42`,
    recipe: () => [],
  },
};

/** All columns as scaled numbers, none missing. */
function numbers(used: readonly ColumnProfile[]): string[] {
  return [...dates(used), ...fills(used), ...scales(used), ...codes(used)];
}

const has = (used: readonly ColumnProfile[], ...types: string[]) => used.some(({ type }) => types.includes(type));

function dates(used: readonly ColumnProfile[]): string[] {
  return has(used, "date")
    ? [...dateSteps(used), '{ "step": "date-parts", "columns": "date", "parts": ["year", "month_cyclic", "day_of_week_cyclic"] }']
    : [];
}

function fills(used: readonly ColumnProfile[]): string[] {
  return [
    ...(has(used, "number", "integer", "boolean", "date") ? ['{ "step": "fill-missing", "columns": "number", "strategy": "median" }'] : []),
    ...(has(used, "category", "boolean") ? ['{ "step": "fill-missing", "columns": "category", "strategy": "mode" }'] : []),
  ];
}

const scales = (used: readonly ColumnProfile[]): string[] =>
  has(used, "number", "integer", "boolean", "date") ? ['{ "step": "standard-scale", "columns": "number" }'] : [];

const codes = (used: readonly ColumnProfile[]): string[] =>
  has(used, "category", "boolean") ? ['{ "step": "one-hot-encode", "columns": "category" }'] : [];

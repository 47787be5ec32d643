import { z } from "zod";
import { COMPILE } from "./compile.ts";
import { crossValidation } from "./cross-validation.schema.ts";
import { gates } from "./gate.schema.ts";
import { model } from "./model.schema.ts";
import { reading } from "./reading.schema.ts";
import { recipeStep } from "./recipe/step.schema.ts";
import { report } from "./report.schema.ts";
import { schedule } from "./schedule.schema.ts";
import { split } from "./split.schema.ts";
import { SUPERVISED, UNSUPERVISED } from "./task.ts";

/**
 * The experiment file: one zod object is its type, its check and its JSON Schema.
 * Descriptions are what a user reads while typing. Webviews import its types only.
 */

const training = z.strictObject({
  epochs: z.int().min(1).max(1_000_000).default(100),
  batchSize: z.int().min(1).default(32),
  optimizer: z.enum(["adam", "sgd", "momentum", "rmsprop", "adagrad", "adamax"]).default("adam"),
  learningRate: z.number().gt(0).default(0.001),
  schedule: schedule.optional().describe("How the learning rate changes over the epochs. The rate is then logged as lr."),
  clipNorm: z.number().gt(0).optional().describe("Scale the gradient of each weight down to this norm, as Keras's clipnorm."),
  clipValue: z.number().gt(0).optional().describe("Cut each value of a gradient off at this size, as Keras's clipvalue."),
  earlyStopping: z
    .union([
      z.literal(false),
      z.strictObject({
        monitor: z.string().default("val_loss").describe("Series to watch, as TensorFlow.js names it."),
        patience: z.int().min(0).default(10).describe("Epochs without improvement before stopping."),
        minDelta: z.number().min(0).default(0),
        restoreBestWeights: z.boolean().default(true),
      }),
    ])
    .prefault({}),
  classWeights: z
    .union([z.enum(["none", "balanced"]), z.record(z.string(), z.number().gt(0))])
    .default("none")
    .describe("`balanced` weighs each class by n / (classes * count), as scikit-learn."),
  shuffle: z.boolean().default(true),
  checkpoint: z
    .union([z.literal(false), z.number().min(0)])
    .default(30)
    .describe("Seconds between checkpoints, which a broken-off training is resumed from; 0: after every epoch; false: none."),
  memory: z
    .union([z.literal("auto"), z.string().regex(/^\d+(\.\d+)? ?[KMGT](i?B)?$/i, "must be a size such as 512 MB or 4 GB")])
    .default("auto")
    .describe("Memory that rows may take, such as 2 GB; more rows are streamed, where the algorithm can. auto: half of what is free."),
  compile: z
    .enum(COMPILE)
    .default("auto")
    .describe("Makes one TensorFlow graph of a network's training step, where native TensorFlow is used. auto: where it is worth it."),
  seed: z.int().min(0).default(42).describe("Of the weights, the shuffling and dropout."),
});

const inputs = z.strictObject({
  missingColumn: z
    .enum(["error", "missing"])
    .default("error")
    .describe("A column that training had and new data lack: an error, or all its values missing."),
  wrongType: z
    .enum(["error", "missing"])
    .default("error")
    .describe("A value that is not of the type its column had in training, such as text among numbers: an error, or missing."),
});

export const experiment = z
  .strictObject({
    $schema: z.string().optional(),
    description: z.string().optional(),
    data: z.string().min(1).describe("Data, relative to this file: a file, several by a glob (data/2024-*.csv), or a query (sales.sql)."),
    ...reading,
    target: z.string().min(1).optional().describe("Column to predict: of the tasks binary, multiclass and regression."),
    task: z.enum([...SUPERVISED, ...UNSUPERVISED]).describe("What to do: predict a class or a number, or learn from the features alone."),
    exclude: z.array(z.string()).default([]).describe("Columns to leave out, such as identifiers."),
    split: split.prefault({}),
    recipe: z.array(recipeStep).default([]).describe("Preparation steps in order, fitted on the training split only."),
    inputs: inputs.prefault({}).describe("What happens to data that come after training and do not look like it."),
    model,
    training: training.prefault({}),
    crossValidation: crossValidation
      .optional()
      .describe("Trains on folds as well, over the training and validation rows. Absent: no folds."),
    gates: gates.default([]).describe("What a run has to reach, judged on the test split."),
    report: report.prefault({}).describe("What the report of a run looks at."),
  })
  .describe("A Trainyard experiment: what to train, on what, and how.");

export type Experiment = z.infer<typeof experiment>;
export type RecipeStep = z.infer<typeof recipeStep>;

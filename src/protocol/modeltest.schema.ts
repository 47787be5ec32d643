import { z } from "zod";

/**
 * The file of a model's tests: one zod object is its type, its check and its JSON Schema.
 * Descriptions are what a user reads while typing.
 */

const cell = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const row = z
  .record(z.string(), cell)
  .describe("A value for each column that the model reads. One that is not named, or null, is missing.");

const drawn = z.strictObject({
  split: z.enum(["train", "validation", "test"]).optional().describe("Of the data that the run learnt from. Absent, and no data: test."),
  data: z.string().min(1).optional().describe("A data file instead, relative to this file."),
  where: z.string().min(1).optional().describe('Only rows for which this holds, such as `age > 30 and sex == "female"`.'),
  count: z.int().min(1).max(100_000).default(100).describe("At most so many rows, drawn at random."),
  seed: z.int().min(0).default(42).describe("Of the draw."),
});

const rows = z.union([z.array(row).min(1), drawn]).describe("The rows themselves, or which rows to draw.");
const someRows = rows.prefault({});

const tolerance = z.number().min(0).default(1e-6);
const bound = z.strictObject({
  min: z.number().optional(),
  max: z.number().optional(),
  equals: cell.optional(),
  tolerance: tolerance.describe("How far a number may be beyond the bounds, or from what it should equal."),
});

const expectation = z
  .union([z.string(), z.number(), z.boolean(), z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), bound]))])
  .describe('The prediction; or by output, a value or its bounds: `{ "probability_yes": { "min": 0.8 } }`.');

const name = z.string().min(1).max(200).describe("What the test is called: a sentence that should hold.");
const of = z
  .string()
  .min(1)
  .optional()
  .describe(
    "A class, or an output such as `prediction` or `cluster`. Absent: the value, or the probability of a binary model's second class.",
  );

const minimumCases = z.strictObject({
  test: z.literal("minimum-cases").describe("Rows whose prediction is known: what the model has to get right."),
  name,
  cases: z
    .array(
      z.strictObject({
        row: row.optional(),
        rows: drawn.optional().describe("Rows to draw instead of one row; each has to be as expected."),
        expect: expectation,
        tolerance: tolerance.describe("How far a predicted number may be from the expected one."),
      }),
    )
    .min(1),
});

const change = z.strictObject({
  column: z.string().min(1),
  to: z
    .union([z.literal("any"), z.array(cell).min(1)])
    .optional()
    .describe("Other values, each tried in turn. `any`: every value that the training rows have, at most twenty."),
  by: z.number().optional().describe("Added to a number."),
  text: z
    .enum(["upper-case", "lower-case", "title-case", "spaces-around", "swapped-letters"])
    .optional()
    .describe("What is done to a text. `swapped-letters`: two neighbours, as a typing mistake."),
});

const invariance = z.strictObject({
  test: z.literal("invariance").describe("Changing these columns must not change the prediction."),
  name,
  rows: someRows,
  change: z.array(change).min(1).describe("Changes, each tried by itself."),
  tolerance: z
    .number()
    .min(0)
    .optional()
    .describe("How far a value or a probability may move. Absent: a predicted class has to stay, a number may move by a millionth."),
});

const direction = z.strictObject({
  test: z.literal("direction").describe("Raising a column must move the prediction one way."),
  name,
  rows: someRows,
  column: z.string().min(1),
  by: z.number().optional().describe("Added to the column."),
  to: z.array(cell).min(2).optional().describe("Values instead, in order: each is compared with the one before."),
  expect: z.enum(["rise", "not-fall", "fall", "not-rise"]),
  of,
  tolerance: z.number().min(0).default(1e-6).describe("A move against the direction that is let pass."),
});

const stress = z.strictObject({
  test: z
    .literal("stress")
    .describe("How the model does in rare or broken conditions. A crash or a result that is no number is always a failure."),
  name,
  condition: z
    .enum(["missing", "out-of-range", "noise", "unseen-categories", "rare-categories", "rare-combinations"])
    .describe("What happens to the rows, or which rows are taken."),
  columns: z.array(z.string().min(1)).min(1).optional().describe("Absent: each column that the condition fits."),
  rows: someRows,
  share: z.number().gt(0).max(1).default(1).describe("For `missing`: share of the rows that lose the value."),
  scale: z
    .number()
    .gt(0)
    .optional()
    .describe("For `noise`: its size in standard deviations (0.1). For `out-of-range`: how far beyond, in ranges of the column (1)."),
  rare: z
    .number()
    .gt(0)
    .lt(1)
    .default(0.05)
    .describe("For rare ones: share of the training rows below which a value or combination is rare."),
  metric: z.string().min(1).optional().describe("Figure to watch. Absent: accuracy, or RMSE."),
  maxFall: z
    .number()
    .min(0)
    .optional()
    .describe("How much worse the figure may be. Of errors, such as RMSE, as a share of it: 0.2 is a fifth more."),
  maxMoved: z
    .number()
    .min(0)
    .optional()
    .describe("Share of the rows whose class may change; of numbers, the mean move in standard deviations of the predictions."),
  refusal: z
    .enum(["allowed", "failure"])
    .default("allowed")
    .describe("Whether the model may refuse a row with an error that says why, as a step with `unseen: error` does."),
  seed: z.int().min(0).default(42),
});

export const PROPERTIES = [
  "finite",
  "probabilities",
  "bounds",
  "row-order",
  "one-at-a-time",
  "unseen-category",
  "missing-value",
  "weak-segments",
] as const;

const generated = z.strictObject({
  test: z
    .literal("generated")
    .describe("Rows made at random from the model's signature; one that breaks a property is made as small as can be."),
  name,
  properties: z.array(z.enum(PROPERTIES)).min(1).optional().describe("Absent: all that fit the model."),
  bounds: z
    .strictObject({ min: z.number().optional(), max: z.number().optional() })
    .optional()
    .describe("For a regression: what a prediction may be at all."),
  runs: z.int().min(1).max(10_000).default(100).describe("Tries of each property."),
  seed: z.int().min(0).default(42),
});

const repeatability = z.strictObject({
  test: z.literal("repeatability").describe("The same seed gives the same result."),
  name,
  level: z.enum(["predict", "train"]).default("predict").describe("Predict the same rows twice, or train twice on some rows."),
  rows: z.int().min(20).max(100_000).default(500).describe("At most so many rows."),
  epochs: z.int().min(1).max(1000).default(3).describe("For `train`: epochs, rounds or trees at most."),
  tolerance: z.number().min(0).default(0).describe("How far results may differ."),
});

export const modelTest = z.discriminatedUnion("test", [minimumCases, invariance, direction, stress, generated, repeatability]);

export const modelTestFile = z
  .strictObject({
    $schema: z.string().optional(),
    description: z.string().optional(),
    experiment: z
      .string()
      .min(1)
      .optional()
      .describe("Experiment whose models are tested, relative to this file. Absent: the one of the same name beside it."),
    tests: z.array(modelTest).min(1),
  })
  .describe("Tests of a Trainyard model.");

export type ModelTestFile = z.infer<typeof modelTestFile>;
export type ModelTest = z.infer<typeof modelTest>;
export type Cell = z.infer<typeof cell>;
export type Row = z.infer<typeof row>;
export type RowsDrawn = z.infer<typeof drawn>;
export type RowsWanted = z.infer<typeof rows>;
export type Expectation = z.infer<typeof expectation>;

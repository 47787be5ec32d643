import { categoriesOf } from "../categories.ts";
import { assignFolds } from "../encode/folds.ts";
import { type Encoding, encodeOutOfFold, encodingOf } from "../encode/target-encoding.ts";
import { valueUnseen } from "../errors.ts";
import { lookUp } from "../lookup.ts";
import { type FitContext, perColumn, type StepOptions } from "../step.ts";
import { knownTarget } from "../target.ts";
import { labelAt, numberColumn } from "../values.ts";

interface State {
  /** Null is the missing value. */
  categories: (string | null)[];
  /** One output column each: of a regression or two classes one, else one for each class. */
  outputs: (Encoding & { name: string })[];
}

const UNSEEN = -1;

/**
 * Each category becomes the mean of the target in it, as scikit-learn's `TargetEncoder`; of more than two classes, the
 * share of each. Training rows are encoded by what the other folds say, so that none sees its own target. Missing is a
 * category of its own where training had it.
 */
export const targetEncode = perColumn<StepOptions<"target-encode">, State>({
  accepts: () => ["category", "text", "number"],

  fit(column, { smoothing }, context) {
    const categories = categoriesOf(column).map(({ label }) => label);
    const codes = lookUp(column, tableOf(categories), UNSEEN);
    const outputs = targetsOf(column.name, context).map(({ name, values }) => ({
      name,
      ...encodingOf(codes, values, { categories: categories.length, smoothing }),
    }));
    return { categories, outputs };
  },

  applyToTraining(column, { smoothing, folds }, { categories }, context) {
    const codes = lookUp(column, tableOf(categories), UNSEEN);
    const target = knownTarget(context, "target-encode");
    const classes = "codes" in target ? target.codes : undefined;
    const assigned = assignFolds(codes.length, { folds, seed: context.seed, classes });
    const options = { categories: categories.length, smoothing, folds: assigned, count: folds };
    return targetsOf(column.name, context).map(({ name, values }) => numberColumn(name, encodeOutOfFold(codes, values, options)));
  },

  apply(column, { unseen }, { categories, outputs }) {
    const codes = lookUp(column, tableOf(categories), UNSEEN);
    const row = unseen === "error" ? codes.indexOf(UNSEEN) : -1;
    if (row >= 0) throw valueUnseen(column.name, row + 1, labelAt(column, row));
    return outputs.map(({ name, mean, values }) => {
      const encoded = new Float64Array(codes.length);
      for (let i = 0; i < encoded.length; i += 1) encoded[i] = values[codes[i] as number] ?? mean;
      return numberColumn(name, encoded);
    });
  },
});

const tableOf = (categories: readonly (string | null)[]) => new Map(categories.map((label, i) => [label, i]));

/** What each output column is the mean of. */
function targetsOf(name: string, context: FitContext): { name: string; values: Float64Array }[] {
  const target = knownTarget(context, "target-encode");
  if ("values" in target) return [{ name, values: target.values }];
  const { classes, codes } = target;
  const isClass = (wanted: number) => Float64Array.from(codes, (code) => (code === wanted ? 1 : 0));
  if (classes.length <= 2) return [{ name, values: isClass(classes.length - 1) }];
  return classes.map((label, i) => ({ name: `${name}_${label}`, values: isClass(i) }));
}

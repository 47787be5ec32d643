// Prints the milliseconds that fitting and applying takes: `node recipe-child.mjs ENGINE DIRECTORY`.
import { readColumns } from "./columns.mjs";

const [, , engine, directory] = process.argv;
const { learnRecipe, applyRecipe, toMatrix, experiment } = await import(engine);
const numbers = Array.from({ length: 10 }, (_, i) => `number_${i}`);
const { recipe } = experiment.parse({
  data: "columns",
  target: "none",
  task: "regression",
  model: { algorithm: "linear" },
  recipe: [
    { step: "fill-missing", columns: numbers, strategy: "median" },
    { step: "standard-scale", columns: numbers },
    { step: "min-max-scale", columns: ["count_a", "count_b"] },
    { step: "one-hot-encode", columns: "category" },
    { step: "date-parts", columns: "date", parts: ["year", "month_cyclic", "day_of_week_cyclic"] },
  ],
});
const frame = readColumns(directory);
const start = performance.now();
const learnt = learnRecipe(recipe, frame);
const { data } = toMatrix(applyRecipe(learnt.recipe, frame));
const took = performance.now() - start;
if (data.length !== frame.rows * 72) throw new Error(`${data.length / frame.rows} features`);
console.log(took);

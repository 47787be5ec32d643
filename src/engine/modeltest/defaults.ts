import { z } from "zod";
import { modelTest } from "../../protocol/modeltest.schema.ts";
import type { ModelTest } from "../../protocol/modeltest.ts";

/** What is tested of a model that has no file of tests: nothing that only its maker can know. */
export const defaultTests = (): ModelTest[] =>
  z.array(modelTest).parse([
    { test: "repeatability", name: "Predicts the same twice", level: "predict" },
    { test: "generated", name: "Sound for rows of any kind", runs: 50 },
    { test: "stress", name: "Missing values", condition: "missing" },
    { test: "stress", name: "Unseen categories", condition: "unseen-categories" },
    { test: "stress", name: "Values out of range", condition: "out-of-range" },
    { test: "stress", name: "A little noise", condition: "noise" },
    { test: "stress", name: "Rare categories", condition: "rare-categories", rows: { count: 5000 } },
    { test: "stress", name: "Rare combinations of categories", condition: "rare-combinations", rows: { count: 5000 } },
    { test: "repeatability", name: "Trains the same twice", level: "train" },
  ]);

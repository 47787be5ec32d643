import assert from "node:assert/strict";
import fc from "fast-check";
import { codeOf } from "../../../src/engine/recipe/code/recipe-code.ts";
import { allowUserCode } from "../../../src/engine/script/user-code.ts";
import { recipeStep } from "../../../src/protocol/recipe/step.schema.ts";
import { FIXTURES } from "../../support/paths.ts";
import { OPTIONS } from "../arbitrary/steps.ts";
import { rows, tableOf, trainingRows } from "../arbitrary/table.ts";
import { assertSame, fittedOn } from "./same.ts";
import { assertStrict } from "./strict.ts";

const NAMES = recipeStep.options.map(({ shape }) => shape.step.value);
const RUNS = 60;
/** Of each step's files so many are type-checked. */
const CHECKED = 6;

describe("every step as code", function () {
  this.timeout(300_000);
  const files: { name: string; source: string }[] = [];

  for (const name of NAMES) {
    it(`${name}: gives what the recipe gives, row by row, errors included`, () =>
      allowUserCode(FIXTURES, () => {
        let worked = 0;
        fc.assert(
          fc.property(OPTIONS[name] as fc.Arbitrary<object>, trainingRows, rows, fc.boolean(), (options, train, others, classes) => {
            const recipe = fittedOn([{ step: name, ...options }], tableOf(train), classes);
            if (!recipe) return;
            worked += 1;
            const source = codeOf(recipe, `The step ${name}`);
            if (worked <= CHECKED) files.push({ name: `${name}-${worked}.ts`, source });
            assertSame(recipe, source, tableOf(others));
          }),
          { numRuns: RUNS },
        );
        assert.ok(worked > RUNS / 12, `the options made sense in ${worked} of ${RUNS} runs only`);
      }));
  }

  it("is TypeScript that the strict compiler accepts, without an import", () => assertStrict(files));
});

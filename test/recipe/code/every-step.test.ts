import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import type { Frame } from "../../../src/engine/data/column.ts";
import { applyRecipe, recall } from "../../../src/engine/recipe/apply.ts";
import { codeOf } from "../../../src/engine/recipe/code/recipe-code.ts";
import { learnRecipe } from "../../../src/engine/recipe/fit.ts";
import type { FittedRecipe } from "../../../src/engine/recipe/fitted.ts";
import { allowUserCode } from "../../../src/engine/script/user-code.ts";
import { recipeStep } from "../../../src/protocol/recipe/step.schema.ts";
import { TrainyardError } from "../../../src/shared/errors.ts";
import { FIXTURES, ROOT } from "../../support/paths.ts";
import { tempDir } from "../../support/temp.ts";
import { OPTIONS } from "../arbitrary/steps.ts";
import { rows, tableOf, trainingRows } from "../arbitrary/table.ts";
import { column, rowsOf, steps } from "../frames.ts";
import { begin, cellAt, rowsIn } from "./made.ts";

const NAMES = recipeStep.options.map(({ shape }) => shape.step.value);
const RUNS = 60;
/** Of each step's files so many are type-checked. */
const CHECKED = 6;

const files: { name: string; source: string }[] = [];

describe("every step as code", function () {
  this.timeout(60_000);

  for (const name of NAMES) {
    it(`${name}: gives what the recipe gives, row by row, errors included`, () =>
      allowUserCode(FIXTURES, () => {
        let worked = 0;
        fc.assert(
          fc.property(OPTIONS[name] as fc.Arbitrary<object>, trainingRows, rows, fc.boolean(), (options, train, others, classes) => {
            const recipe = learn({ step: name, ...options }, tableOf(train), classes);
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

  it("is TypeScript that the strict compiler accepts, without an import", () => {
    const directory = tempDir();
    for (const { name, source } of files) {
      assert.doesNotMatch(source, /^\s*import|require\(/m);
      writeFileSync(join(directory, name), source);
    }
    const options = {
      strict: true,
      noUncheckedIndexedAccess: true,
      noEmit: true,
      target: "es2022",
      lib: ["es2022"],
      types: [],
      skipLibCheck: true,
    };
    writeFileSync(join(directory, "tsconfig.json"), JSON.stringify({ compilerOptions: options, include: ["*.ts"] }));
    writeFileSync(join(directory, "globals.d.ts"), "declare class TextEncoder { encode(text: string): Uint8Array }\n");
    const { stdout, status } = spawnSync(process.execPath, [join(ROOT, "node_modules", "typescript", "bin", "tsc"), "-p", directory], {
      encoding: "utf8",
    });
    assert.equal(stdout, "");
    assert.equal(status, 0);
  });
});

function learn(step: object, frame: Frame, classes: boolean): FittedRecipe | undefined {
  const target = column(
    "target",
    classes ? "category" : "number",
    Array.from({ length: frame.rows }, (_, i) => (classes ? ["a", "b", "c"][(i * 7) % 3] : [0.5, 2, -3][(i * 7) % 3]) ?? null),
  );
  try {
    return JSON.parse(JSON.stringify(learnRecipe(steps(step), frame, { target, seed: 3 }).recipe)) as FittedRecipe;
  } catch (error) {
    if (TrainyardError.is(error)) return undefined;
    throw error;
  }
}

/** Up to the first row that is refused: both refuse the same one. */
function assertSame(recipe: FittedRecipe, source: string, frame: Frame): void {
  const prepare = begin(source);
  const memory = recall(recipe);
  for (const [at, row] of rowsIn(frame).entries()) {
    let found: ReturnType<typeof prepare>;
    try {
      found = prepare(row);
    } catch (error) {
      assert.equal((error as Error).constructor, Error, String(error));
      assert.throws(() => applyRecipe(recipe, rowsOf(frame, [at]), memory), TrainyardError, `${String(error)}\n${source}`);
      return;
    }
    const { rows: count, columns } = applyRecipe(recipe, rowsOf(frame, [at]), memory);
    if (count === 0) assert.equal(found, null, source);
    else {
      assert.deepEqual(Object.keys(found ?? {}), recipe.features);
      const expected = Object.fromEntries(columns.map((one) => [one.name, plain(cellAt(one, 0))]));
      const given = Object.fromEntries(Object.entries(found ?? {}).map(([key, cell]) => [key, plain(cell)]));
      assert.deepEqual(given, expected, source);
    }
  }
}

/** The sign of nothing is nothing. */
const plain = (cell: number | string | null) => (cell === 0 ? 0 : cell);

import assert from "node:assert/strict";
import fc from "fast-check";
import type { Passage } from "../../src/engine/prepare/facts.ts";
import { stepKinds } from "../../src/engine/prepare/kinds.ts";
import { columnsOf, pageOf } from "../../src/engine/prepare/page.ts";
import { Walk } from "../../src/engine/prepare/walk.ts";
import { beginRecipe, learnRecipe } from "../../src/engine/recipe/fit.ts";
import { recipeStep } from "../../src/protocol/recipe/step.schema.ts";
import { problemsOf } from "../../webview/prepare/check.ts";
import { OPTIONS } from "../recipe/arbitrary/steps.ts";
import { tableOf, trainingRows } from "../recipe/arbitrary/table.ts";
import { column, steps } from "../recipe/frames.ts";
import { going, sameStep } from "./support.ts";

const NAMES = recipeStep.options.map(({ shape }) => shape.step.value);
const optionsOf = (name: string) => OPTIONS[name] as fc.Arbitrary<object>;
const anyStep = fc
  .constantFrom(...NAMES.filter((name) => name !== "script"))
  .chain((name) => optionsOf(name).map((options) => ({ step: name, ...options })));

describe("previews of any recipe", () => {
  it("show what each step made of the rows, and end where training begins", async () => {
    let worked = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(anyStep, { minLength: 1, maxLength: 4 }), trainingRows, async (list, rows) => {
        const recipe = steps(...list);
        const frame = tableOf(rows);
        const target = column(
          "target",
          "number",
          rows.map((_, i) => i % 3),
        );
        const { passages, error } = await new Walk(beginRecipe(frame, { target })).to(recipe, sameStep, going);
        for (const passage of passages) assertShows(passage);
        if (error) assert.match(error.place?.field ?? "", new RegExp(`^recipe\\.${passages.length}(\\.|$)`));
        if (error) return;
        worked += 1;
        assert.deepEqual(passages.at(-1)?.after.columns, learnRecipe(recipe, frame, { target }).training.columns);
      }),
      { numRuns: 300 },
    );
    assert.ok(worked > 60, `${worked} recipes made sense`);
  });
});

describe("the form of any step", () => {
  for (const { name, schema } of stepKinds()) {
    it(`${name}: has nothing against options that the file may have`, () => {
      fc.assert(
        fc.property(optionsOf(name), (options) => {
          const step = { step: name, ...options };
          if (!recipeStep.safeParse(step).success) return;
          assert.deepEqual([...problemsOf(schema, JSON.parse(JSON.stringify(step)))], []);
        }),
        { numRuns: 50 },
      );
    });
  }
});

/** Names, colours, cells and counts of a step's preview fit the rows before and after it. */
function assertShows(passage: Passage): void {
  const { before, after, facts, places } = passage;
  const columns = columnsOf(passage);
  const numbers = Array.from({ length: before.kept.length + 1000 }, (_, i) => i + 1);
  const page = pageOf(passage, columns, numbers, { from: 0, count: 1000 });
  const named = (...changes: string[]) => columns.filter(({ change }) => changes.includes(change)).map(({ name }) => name);
  const namesOf = (side: typeof before) => side.columns.map(({ name }) => name);
  assert.deepEqual([...named("same", "changed", "added")].sort(), [...namesOf(after)].sort());
  assert.deepEqual([...named("same", "changed", "removed")].sort(), [...namesOf(before)].sort());
  assert.deepEqual(
    page.names,
    columns.map(({ name }) => name),
  );
  assert.equal(page.dropped.filter(Boolean).length, facts.rows[0] - facts.rows[1]);
  assert.equal(places.filter((place) => place >= 0).length, after.kept.length);
  for (const [at, { name, changedCells, kind }] of columns.slice(0, page.columns.length).entries()) {
    const was = page.before[at];
    const values = page.columns[at]?.values ?? [];
    assert.equal(values.length, before.kept.length);
    assert.equal(was !== null, named("changed").includes(name));
    const other = (was ?? []).filter((value, row) => !page.dropped[row] && value !== values[row]).length;
    // a date or a category that became a number may be written as it was
    if (was && before.columns.find((one) => one.name === name)?.kind === kind) assert.equal(other, changedCells, name);
    else assert.ok(other <= changedCells, name);
  }
}

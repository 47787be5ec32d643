import assert from "node:assert/strict";
import { copyFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "jsonc-parser";
import { profile } from "../../src/engine/data/profile/profile.ts";
import { stepKinds } from "../../src/engine/prepare/kinds.ts";
import { readRecipeText } from "../../src/engine/prepare/recipe-text.ts";
import { suggestionsFor } from "../../src/engine/prepare/suggestions.ts";
import { editRecipe } from "../../src/host/prepare/edit.ts";
import { FAMILIES, SUMMARIES } from "../../src/protocol/recipe/families.ts";
import { recipeStep } from "../../src/protocol/recipe/step.schema.ts";
import { TrainyardError } from "../../src/shared/errors.ts";
import { PENGUINS } from "../support/paths.ts";
import { tempDir } from "../support/temp.ts";
import { going, penguins } from "./support.ts";

const MESSY = `id,price,city,day,note,flag,y
${Array.from({ length: 400 }, (_, i) => {
  const words = `row ${i} was written by hand and says ${i * 7} things that no other row of this file says`;
  const price = i % 9 === 0 ? "" : Math.round(Math.exp(i / 50) * 100) / 100;
  return `k${i},${price},city${i % 80},2024-01-${String((i % 28) + 1).padStart(2, "0")},${words},on,${i % 2 === 0 ? "a" : "b"}`;
}).join("\n")}
`;

async function messy() {
  const folder = tempDir();
  writeFileSync(join(folder, "messy.csv"), MESSY);
  return profile({ file: "messy.csv", target: "y" }, { folder, signal: going, tempDirectory: tempDir() });
}

describe("suggestionsFor", () => {
  it("finds what each column needs, says why, and only gives steps that there are", async () => {
    const found = suggestionsFor(await messy(), penguins([], { target: "y" }), "mlp");
    const wanted = Object.fromEntries(found.map(({ id, edit }) => [id, edit]));
    assert.deepEqual(wanted["identifier:id"], { edit: "exclude", columns: ["id"] });
    assert.deepEqual(wanted["constant:flag"], { edit: "exclude", columns: ["flag"] });
    const steps = found.flatMap(({ edit }) => (edit.edit === "add" ? [edit.step] : []));
    for (const step of steps) assert.ok(recipeStep.safeParse(step).success, JSON.stringify(step));
    const of = (name: string) => steps.find(({ step }) => step === name)?.columns;
    assert.deepEqual(of("fill-missing"), ["price"]);
    assert.deepEqual(of("target-encode"), ["city"]);
    assert.deepEqual(of("date-parts"), ["day"]);
    assert.deepEqual(of("tf-idf"), ["note"]);
    for (const { reason, title } of found) assert.ok(reason.length > 10 && title.length > 3);
  });

  it("reads dates that are written in a way of their own before their parts, and encodes none of them", async () => {
    const folder = tempDir();
    const day = (i: number) => `${["Jan", "Feb", "Mar"][i % 3]} ${(i % 28) + 1}, 2024`;
    const clock = (i: number) => (i === 7 ? "unknown" : `${(i % 28) + 1}-Mar-24 ${(i % 12) + 1}:05 pm`);
    const rows = Array.from({ length: 400 }, (_, i) => `"${day(i)}",${clock(i)},city${i % 5},${i % 2 ? "a" : "b"}`);
    writeFileSync(join(folder, "d.csv"), `opened,closed,city,y\n${rows.join("\n")}\n`);
    const facts = await profile({ file: "d.csv", target: "y" }, { folder, signal: going, tempDirectory: tempDir() });
    const steps = (recipe: object[]) =>
      suggestionsFor(facts, penguins(recipe as never, { target: "y" }), "mlp").flatMap(({ edit }) =>
        edit.edit === "add" ? [edit.step] : [],
      );
    const opened = { step: "change-type", columns: ["opened"], to: "date", format: "%b %d, %Y" };
    const closed = { step: "change-type", columns: ["closed"], to: "date", format: "%d-%b-%y %I:%M %p", unreadable: "missing" };
    assert.deepEqual(steps([])[0], opened);
    assert.deepEqual(steps([recipeStep.parse(opened)])[0], closed);
    const parts = steps([opened, closed].map((step) => recipeStep.parse(step)));
    assert.deepEqual(parts[0], { step: "date-parts", columns: ["opened", "closed"] });
    assert.deepEqual(parts.find(({ step }) => step === "one-hot-encode")?.columns, ["city"]);
  });

  it("leaves to trees what they take as it is", async () => {
    const facts = await messy();
    const steps = (algorithm: string) =>
      suggestionsFor(facts, penguins([], { target: "y" }), algorithm).flatMap(({ edit }) => (edit.edit === "add" ? [edit.step.step] : []));
    assert.ok(steps("mlp").includes("standard-scale") && steps("mlp").includes("fill-missing"));
    const left = ["standard-scale", "fill-missing", "log-transform", "one-hot-encode"];
    assert.deepEqual(
      steps("gradient-boosted-trees").filter((step) => left.includes(String(step))),
      [],
    );
    assert.ok(steps("gradient-boosted-trees").includes("date-parts"));
  });

  it("has nothing more to say once all of it is done, one after another", async () => {
    const folder = tempDir();
    copyFileSync(PENGUINS, join(folder, "penguins.csv"));
    const facts = await profile({ file: "penguins.csv", target: "species" }, { folder, signal: going, tempDirectory: tempDir() });
    let text = JSON.stringify({ data: "penguins.csv", target: "species", task: "multiclass", model: { algorithm: "mlp" } });
    const order: string[] = [];
    for (let round = 0; round < 20; round += 1) {
      const { experiment } = readRecipeText(text, "penguins.experiment.json", 100);
      const [first] = suggestionsFor(facts, experiment, "mlp");
      if (!first) break;
      order.push(first.id);
      text = editRecipe(text, first.edit);
    }
    assert.ok(order.length >= 4 && order.length < 10, order.join(" "));
    const steps = (parse(text) as { recipe: { step: string }[] }).recipe.map(({ step }) => step);
    assert.deepEqual(steps, ["fill-missing", "fill-missing", "standard-scale", "one-hot-encode"]);
  });
});

describe("stepKinds", () => {
  it("describes every step there is, each in a family, with a sentence", () => {
    const kinds = stepKinds();
    assert.equal(kinds.length, recipeStep.options.length);
    for (const { name, family, description, schema } of kinds) {
      assert.ok(
        FAMILIES.some(({ title }) => title === family),
        name,
      );
      assert.match(description, /^[A-Z].*\.$/, name);
      assert.ok(schema.properties?.columns, name);
    }
    for (const name of Object.keys(SUMMARIES))
      assert.ok(
        kinds.some((kind) => kind.name === name),
        name,
      );
  });
});

describe("readRecipeText", () => {
  const text = (recipe: unknown[], model: unknown = { algorithm: "mlp" }) =>
    JSON.stringify({ data: "a.csv", target: "y", task: "regression", recipe, model });
  const good = { step: "standard-scale", columns: "number" };

  it("reads the steps up to the first that is wrong, and says what is wrong with it", () => {
    const { experiment, unread } = readRecipeText(text([good, { step: "magic" }, good]), "/x/a.experiment.json", 3);
    assert.equal(experiment.recipe.length, 1);
    assert.equal(unread?.code, "experiment-unknown-name");
    assert.match(unread?.place?.field ?? "", /^recipe\.1/);
    assert.equal(readRecipeText(text([good, { step: "magic" }]), "/x/a.experiment.json", 1).unread, null, "not asked for");
  });

  it("does not mind what is wrong with model or training", () => {
    assert.equal(readRecipeText(text([good], { algorithm: "none" }), "/x/a.experiment.json", 1).experiment.recipe.length, 1);
  });

  it("throws what keeps the data from being read", () => {
    const codeOf = (source: string) => {
      try {
        readRecipeText(source, "/x/a.experiment.json", 1);
      } catch (error) {
        return TrainyardError.is(error) ? error.code : String(error);
      }
      return "";
    };
    assert.equal(codeOf('{ "data": '), "experiment-not-json");
    assert.equal(codeOf('{ "task": "binary", "model": { "algorithm": "mlp" } }'), "experiment-missing-key");
  });
});

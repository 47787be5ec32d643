import assert from "node:assert/strict";
import { columnsOf, dataNamedBy } from "../../src/host/experiment/data.ts";
import { figuresOf } from "../../src/host/experiment/figures.ts";
import { aSnapshot, scored } from "../support/runs.ts";

const facts = { file: "/work/a.experiment.json", folder: "/work", truncated: false };

describe("the runs of an experiment in its form", () => {
  it("are those above its text, each with what a click does", () => {
    const figures = figuresOf({ ...facts, runs: [scored(0.9, { id: "B" }), scored(0.95, { id: "A", name: "amber-otter" })], live: null });
    assert.deepEqual(
      figures.map(({ text, action }) => [text.split(" ").slice(0, 2).join(" "), action]),
      [
        ["last val_acc", { action: "open-runs", runs: ["B"] }],
        ["best 0.950", { action: "open-runs", runs: ["A"] }],
        ["2 runs", { action: "show-history" }],
      ],
    );
  });

  it("are the live one while it trains, without an icon's name, and how to stop it", () => {
    const live = aSnapshot({ id: "L" });
    const figures = figuresOf({ ...facts, runs: [live.run], live });
    assert.equal(figures[0]?.text, "epoch 12/50  loss 0.210  val_acc 0.971");
    assert.deepEqual(figures[1]?.action, { action: "stop-run", run: "L" });
    assert.ok(figures.every((figure) => figure.live));
  });

  it("are none where there are none", () => {
    assert.deepEqual(figuresOf({ ...facts, runs: [], live: null }), []);
  });
});

describe("the data of an experiment in its form", () => {
  it("lie beside it, and are read as it says", () => {
    const content = { data: "data/p.csv", rejectedRows: "keep", unionByName: "yes", filename: true };
    assert.deepEqual(dataNamedBy("/work/a.experiment.json", content), { file: "/work/data/p.csv", rejectedRows: "keep", filename: true });
    assert.equal(dataNamedBy("/work/a.experiment.json", { data: "/p.csv" })?.file, "/p.csv");
  });

  it("are none where the text names none", () => {
    for (const content of [{}, { data: "" }, { data: 7 }]) assert.equal(dataNamedBy("/work/a.experiment.json", content), null);
  });

  it("have columns of a kind", () => {
    const storages = { a: "BIGINT", b: "VARCHAR", c: "TIMESTAMP", d: "DECIMAL(9,2)" };
    const columns = Object.entries(storages).map(([name, storage]) => ({ name, storage, values: [] }));
    const kinds = columnsOf({ columns, names: ["a", "b", "c", "d", "beyond the page"] }).map(({ kind }) => kind);
    assert.deepEqual(kinds, ["number", "category", "date", "number", "category"]);
  });
});

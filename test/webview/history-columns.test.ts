import assert from "node:assert/strict";
import { columnsOf, usualColumns } from "../../webview/history/columns.ts";
import { aRun } from "../support/runs.ts";

describe("columns of the history", () => {
  it("have gates, the champion and the mean of folds where a run has them", () => {
    const plain = aRun();
    const gates = [{ gate: "auc >= 0.9", passed: false, value: 0.8, sentence: "" }];
    const folded = aRun({ headline: { metric: "cv_acc", value: 0.95, direction: "max", std: 0.01 }, aliases: ["champion"], gates });
    const rare = (runs: (typeof plain)[]) => usualColumns(columnsOf(runs), runs).filter((id) => /^(alias|gates|folds\.)/.test(id));
    assert.deepEqual(rare([plain]), []);
    assert.deepEqual(rare([plain, folded]), ["alias", "gates", "folds.cv_acc"]);
    const value = (id: string) => columnsOf([folded, plain]).find((column) => column.id === id)?.value;
    assert.deepEqual(
      ["alias", "gates", "folds.cv_acc"].map((id) => value(id)?.(folded)),
      ["champion", "gate failed", 0.95],
    );
    assert.equal(value("folds.cv_acc")?.(plain), undefined);
  });
});

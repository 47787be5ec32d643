// Mocha's spec reporter that also writes what happened, file by file, to the file that TRAINYARD_MOCHA_RESULTS names: mocha.mjs reads it.
const { writeFileSync } = require("node:fs");
const { reporters } = require("mocha");

module.exports = class extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    const target = process.env.TRAINYARD_MOCHA_RESULTS;
    if (!target) return;
    const files = new Map();
    const of = ({ file, parent }) => entry(file ?? parent?.file ?? "");
    const entry = (file) => files.get(file) ?? files.set(file, { file, passed: 0, skipped: [], failures: [] }).get(file);
    runner.on("pass", (test) => {
      of(test).passed += 1;
    });
    runner.on("pending", (test) => of(test).skipped.push(test.fullTitle()));
    runner.on("fail", (test, error) => of(test).failures.push({ title: test.fullTitle(), message: error?.stack ?? String(error) }));
    runner.once("end", () => writeFileSync(target, JSON.stringify([...files.values()])));
  }
};

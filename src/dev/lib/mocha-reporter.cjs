// Mocha's spec reporter that also writes what happened to the file that TRAINYARD_MOCHA_RESULTS names: test.mjs counts from there.
const { writeFileSync } = require("node:fs");
const { reporters } = require("mocha");

module.exports = class extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    const file = process.env.TRAINYARD_MOCHA_RESULTS;
    if (!file) return;
    const skipped = [];
    runner.on("pending", (test) => skipped.push(test.fullTitle()));
    runner.once("end", () => {
      const failures = this.failures.map((test) => ({ title: test.fullTitle(), message: test.err?.stack ?? String(test.err) }));
      writeFileSync(file, JSON.stringify({ passed: this.stats.passes, failed: this.stats.failures, skipped, failures }));
    });
  }
};

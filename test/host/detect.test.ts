import assert from "node:assert/strict";
import { findFits } from "../../src/host/codelens/detect.ts";

const IMPORT = 'import * as tf from "@tensorflow/tfjs-node";\n';

describe("findFits", () => {
  const found: [what: string, text: string, lines: number[]][] = [
    ["fit", `${IMPORT}await model.fit(x, y);`, [1]],
    ["fitDataset", `${IMPORT}\nawait model\n  .fitDataset(data, {});`, [3]],
    ["require", 'const tf = require("@tensorflow/tfjs");\nmodel.fit(x, y)', [1]],
    ["dynamic import", 'const tf = await import("@tensorflow/tfjs-core");\nmodel.fit(x, y)', [1]],
    ["a bare import", 'import "@tensorflow/tfjs-backend-wasm";\nmodel.fit(x, y)', [1]],
    ["several", `${IMPORT}a.fit(x);\nb.fit(y);`, [1, 2]],
    ["an import after a comment with a quote", `// it's\n${IMPORT}a.fit(x);`, [2]],
    ["a fit after a string with an escaped quote", `${IMPORT}log("a \\" b"); a.fit(x);`, [1]],
  ];
  for (const [what, text, lines] of found) it(`sees ${what}`, () => assert.deepEqual(findFits(text), lines));

  const not: [what: string, text: string][] = [
    ["a script without TensorFlow.js", "scaler.fit(x)"],
    ["a fit in a line comment", `${IMPORT}// model.fit(x, y)`],
    ["a fit in a block comment", `${IMPORT}/*\n model.fit(x, y)\n*/`],
    ["a fit in a string", `${IMPORT}console.log("call model.fit(x)");`],
    ["a fit in a template", `${IMPORT}console.log(\`call\nmodel.fit(x)\`);`],
    ["an import in a comment", '// import * as tf from "@tensorflow/tfjs";\nmodel.fit(x, y)'],
    ["the package's name alone", 'const name = "@tensorflow/tfjs";\nmodel.fit(x, y)'],
    ["another method", `${IMPORT}model.fitness(x); refit(x); model.fitted`],
    ["an empty file", ""],
  ];
  for (const [what, text] of not) it(`does not take ${what} for training`, () => assert.deepEqual(findFits(text), []));

  it("is quick on a large file", () => {
    const text = IMPORT + 'const a = "x"; // y\n'.repeat(50_000);
    const before = process.cpuUsage();
    assert.deepEqual(findFits(`${text}model.fit(x)`), [50_001]);
    assert.ok(process.cpuUsage(before).user < 3_000_000, "it took the processor three seconds");
  });
});

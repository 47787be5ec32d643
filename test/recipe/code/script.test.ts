import assert from "node:assert/strict";
import { inlined } from "../../../src/engine/recipe/code/script-source.ts";
import { TrainyardError } from "../../../src/shared/errors.ts";

const module = (files: Record<string, string>) => ({ main: "main.ts", files });
const refused = (files: Record<string, string>) =>
  assert.throws(
    () => inlined(module(files)),
    (error) => TrainyardError.is(error, "code-script-not-inlined"),
  );

describe("a user's own step as source in the code", () => {
  it("brings the files into one scope, each after those that it needs", () => {
    const { source, exports } = inlined(
      module({
        "main.ts":
          'import { half } from "./lib/half.js";\nimport type { Cell } from "./types.ts";\nimport rates from "./rates.json";\nexport function row(one: Cell) {\n  return half(one) * rates.a;\n}\nconst fit = 1;\nexport { fit };\n',
        "lib/half.ts": 'import { two } from "./two";\nexport const half = (x: number) => x / two;\n',
        "lib/two.ts": "export const two = 2;\n",
        "types.ts": "export type Cell = number;\n",
        "rates.json": '{ "a": 3 }\n',
      }),
    );
    assert.deepEqual(exports, ["row", "fit"]);
    assert.doesNotMatch(source, /\b(import|export)\b/);
    const places = ["const two", "const half", "type Cell", "function row"].map((text) => source.indexOf(text));
    assert.deepEqual(
      places,
      [...places].sort((a, b) => a - b),
    );
    assert.ok(source.includes('const rates = { "a": 3 };'));
  });

  it("refuses what cannot stand alone: packages, renamed names, default exports, require", () => {
    refused({ "main.ts": 'import { z } from "zod";\nexport const row = z;\n' });
    refused({ "main.ts": 'import { a as b } from "./a.ts";\nexport const row = b;\n', "a.ts": "export const a = 1;\n" });
    refused({ "main.ts": 'import * as a from "./a.ts";\nexport const row = a;\n', "a.ts": "export const a = 1;\n" });
    refused({ "main.ts": "export default { row: () => 1 };\n" });
    refused({ "main.ts": "exports.row = () => 1;\n" });
    refused({ "main.ts": 'const fs = require("node:fs");\nexports.row = fs;\n' });
  });
});

import assert from "node:assert/strict";
import { join } from "node:path";
import { moduleKind } from "../../src/engine/script/module-kind.ts";
import { folder } from "./run-script.ts";

const CASES: [file: string, source: string, kind: string][] = [
  ["a.mjs", "", "esm"],
  ["a.mts", "", "esm"],
  ["a.cjs", "", "commonjs"],
  ["a.cts", "", "commonjs"],
  ["a.js", "const a = require('a');", "commonjs"],
  ["a.js", "", "commonjs"],
  ["a.js", "import a from 'a';", "esm"],
  ["a.js", "export const a = 1;", "esm"],
  ["a.js", "console.log(import.meta.url);", "esm"],
  ["a.js", "const a = await f();", "esm"],
  ["a.js", "async function f() {\nconst a = await g();\n}", "commonjs"],
  ["a.js", "/*\nimport the data\n*/ // export it\nconst text = `\nimport x`;", "commonjs"],
  ["a.js", "import('a');", "commonjs"],
  ["a.js", "#!/usr/bin/env node\nimport a from 'a';", "esm"],
  ["a.ts", "import a from 'a'; console.log(__dirname);", "commonjs"],
  ["a.ts", "import a from 'a'; console.log(__dirname, import.meta.url);", "esm"],
];

describe("script: module or CommonJS", () => {
  for (const [file, source, kind] of CASES) {
    it(`${file}: ${JSON.stringify(source)}`, () =>
      assert.equal(
        moduleKind(join(folder({}), file), () => source),
        kind,
      ));
  }

  it("the nearest package.json decides where it has a type", () => {
    const directory = folder({
      "package.json": '{"type":"module"}',
      "sub/package.json": '{"type":"commonjs"}',
      "plain/package.json": "{}",
    });
    assert.equal(
      moduleKind(join(directory, "a.js"), () => ""),
      "esm",
    );
    assert.equal(
      moduleKind(join(directory, "deep", "a.ts"), () => ""),
      "esm",
    );
    assert.equal(
      moduleKind(join(directory, "sub", "a.js"), () => "import 'a';"),
      "commonjs",
    );
    assert.equal(
      moduleKind(join(directory, "plain", "a.js"), () => ""),
      "commonjs",
    );
  });
});

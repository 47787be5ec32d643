import assert from "node:assert/strict";
import { folder, runScriptIn } from "./run-script.ts";
import { IMPORT, REQUIRE, TRAINING, TYPED } from "./sources.ts";

const MODULE = JSON.stringify({ type: "module" });
const COMMONJS = JSON.stringify({ type: "commonjs" });

/** What a script says about how it was loaded, in both module systems. */
const ESM_FACTS = `console.log("facts", import.meta.url.startsWith("file:"), process.argv.length, process.cwd());`;
const CJS_FACTS = `console.log("facts", require.main === module && __filename === process.argv[1], process.argv.length, process.cwd());`;

const KINDS: Record<string, { script: string; files: Record<string, string> }> = {
  "a .ts with import, no package.json": { script: "a.ts", files: { "a.ts": IMPORT + ESM_FACTS + TYPED } },
  "a .ts with import in a package of type module": {
    script: "a.ts",
    files: { "package.json": MODULE, "a.ts": IMPORT + ESM_FACTS + TYPED },
  },
  "a .ts with import in a package of type commonjs": {
    script: "a.ts",
    files: { "package.json": COMMONJS, "a.ts": IMPORT + CJS_FACTS + TYPED },
  },
  "a .ts with import and __dirname, as compilers allow": { script: "a.ts", files: { "a.ts": IMPORT + CJS_FACTS + TYPED } },
  "a .ts with require": { script: "a.ts", files: { "a.ts": REQUIRE + CJS_FACTS + TYPED } },
  "a .mts": { script: "a.mts", files: { "a.mts": IMPORT + ESM_FACTS + TYPED } },
  "a .cts": { script: "a.cts", files: { "a.cts": REQUIRE + CJS_FACTS + TYPED } },
  "a .js with require": { script: "a.js", files: { "a.js": REQUIRE + CJS_FACTS + TRAINING } },
  "a .js with import, no package.json": { script: "a.js", files: { "a.js": IMPORT + ESM_FACTS + TRAINING } },
  "a .js in a package of type module": { script: "a.js", files: { "package.json": MODULE, "a.js": IMPORT + ESM_FACTS + TRAINING } },
  "a .mjs with a default import": { script: "a.mjs", files: { "a.mjs": `import tf from "@tensorflow/tfjs";${ESM_FACTS}${TRAINING}` } },
  "a .cjs": { script: "a.cjs", files: { "a.cjs": REQUIRE + CJS_FACTS + TRAINING } },
  "top-level await": { script: "a.ts", files: { "a.ts": `${IMPORT}${ESM_FACTS}${TYPED.replace(/main\(\);\s*$/, "await main();")}` } },
  "a path with spaces and letters of other alphabets": {
    script: "mein Skript é.ts",
    files: { "mein Skript é.ts": IMPORT + ESM_FACTS + TYPED },
  },
};

describe("script: every kind of file", function () {
  this.timeout(300_000);
  for (const [name, { script, files }] of Object.entries(KINDS)) {
    it(name, async () => {
      const directory = folder(files);
      const ran = await runScriptIn(directory, script);
      assert.deepEqual(ran.error, undefined);
      assert.match(ran.stdout, new RegExp(`^facts true 2 ${directory}\n`));
      assert.equal(ran.stderr, "");
      assert.equal(ran.outcome?.fits, 1);
      assert.equal(ran.metrics.filter(({ key }) => key === "val_loss").length, 3);
    });
  }

  it("imports of TypeScript: ./x, ./x.js, ./folder, from ES modules and CommonJS", async () => {
    const files = {
      "lib/index.ts": "export enum Kind { A = 5 }",
      "x.ts": "export const x: number = 1;",
      "y.cts": "import type { Foo } from './nowhere'; exports.y = 2 as number;",
      "a.ts": `import { x } from "./x"; import { x as again } from "./x.js"; import { Kind } from "./lib"; import { createRequire } from "node:module";
const { y } = createRequire(import.meta.url)("./y.cjs"); console.log(x, again, Kind.A, y);`,
      "b.js": `const { x } = require("./x"); const { x: again } = require("./x.js"); const { Kind } = require("./lib"); console.log(x, again, Kind.A, require("./y.cjs").y);`,
    };
    for (const script of ["a.ts", "b.js"]) {
      const ran = await runScriptIn(folder(files), script);
      assert.equal(ran.error, undefined);
      assert.equal(ran.stdout, "1 1 5 2\n");
    }
  });
});

import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { folder, runScriptIn } from "./run-script.ts";
import { IMPORT, REQUIRE, TRAINING } from "./sources.ts";

interface Failure {
  script: string;
  source: string;
  code: string;
  message: RegExp;
  line?: number;
  column?: number;
}

const FAILURES: Record<string, Failure> = {
  "throws (CommonJS)": {
    script: "a.js",
    source: "\n\nfunction f() { null.x }\nf();",
    code: "script-failed",
    message: /TypeError: Cannot read/,
    line: 3,
    column: 21,
  },
  "throws (TypeScript)": {
    script: "a.ts",
    source: `import "node:fs";\nconst a: number = 1;\nthrow new RangeError("too far: " + a);`,
    code: "script-failed",
    message: /RangeError: too far: 1/,
    line: 3,
    column: 7,
  },
  ...Object.fromEntries(
    [
      ["CommonJS", "a.cjs", "const fs = 1; const many = fs; "],
      ["TypeScript", "a.ts", 'import fs from "node:fs"; const many: number = 1; '],
      ["TypeScript as CommonJS", "a.cts", 'import fs from "node:fs"; const many: number = 1; '],
    ].map(([kind, script = "", before = ""]) => [
      `throws in its first line (${kind})`,
      { script, source: `${before}notThere(fs, many);`, code: "script-failed", message: /notThere/, line: 1, column: before.length + 1 },
    ]),
  ),
  "throws in an async function nobody awaits": {
    script: "a.mts",
    source: "async function f(): Promise<void> {\n  throw new Error('later');\n}\nvoid f();",
    code: "script-failed",
    message: /later/,
    line: 2,
  },
  "throws in a timer": {
    script: "a.js",
    source: "setTimeout(() => {\n  throw new Error('tick');\n}, 5);",
    code: "script-failed",
    message: /tick/,
    line: 2,
  },
  "rejects with no error": { script: "a.js", source: "Promise.reject('plain text')", code: "script-failed", message: /plain text/ },
  "throws in TensorFlow.js": {
    script: "a.ts",
    source: `${IMPORT}\n\nexport const sum = tf.add(tf.ones([2]), tf.ones([3]));`,
    code: "script-failed",
    message: /broadcast/,
    line: 3,
    column: 23,
  },
  "a package that is not there": {
    script: "a.ts",
    source: "import 'no-such-package-here';",
    code: "script-failed",
    message: /no-such-package-here/,
  },
  "syntax error (TypeScript)": {
    script: "a.ts",
    source: "const a: number = 1;\nlet b = = 4;",
    code: "script-syntax",
    message: /Unexpected token/,
    line: 2,
    column: 9,
  },
  "syntax error (CommonJS)": {
    script: "a.cjs",
    source: "const a = 1;\nlet b = = 4;",
    code: "script-syntax",
    message: /Unexpected token/,
    line: 2,
    column: 9,
  },
  "syntax error (ES module)": {
    script: "a.mjs",
    source: "export const a = 1;\nlet b = = 4;",
    code: "script-syntax",
    message: /Unexpected token/,
    line: 2,
    column: 9,
  },
  "process.exitCode": { script: "a.js", source: "process.exitCode = 4;", code: "script-exited", message: /exit code 4/ },
  "an await that never ends": {
    script: "a.mjs",
    source: "await new Promise(() => {});",
    code: "script-stuck",
    message: /waits for something/,
  },
};

describe("script: failures", function () {
  this.timeout(300_000);
  for (const [name, { script, source, code, message, line, column }] of Object.entries(FAILURES)) {
    it(name, async () => {
      const directory = folder({ [script]: source });
      const { error, outcome, logs, stderr } = await runScriptIn(directory, script);
      assert.equal(outcome, undefined);
      assert.equal(error?.code, code, JSON.stringify(error));
      assert.match(error?.message ?? "", message);
      assert.ok(error?.remedy);
      assert.equal(error?.place?.file, join(directory, script));
      if (line !== undefined) assert.equal(error?.place?.line, line);
      if (column !== undefined) assert.equal(error?.place?.column, column);
      assert.equal(stderr, "");
      const frames = logs.flatMap((log) => log.message.split("\n").filter((text) => text.startsWith("    at ")));
      for (const frame of frames) assert.ok(frame.includes(directory) || frame.includes("test/script/child."), `not the user's: ${frame}`);
    });
  }

  it("process.exit(n) ends the process with n, what was logged is on disk", async () => {
    for (const code of [0, 3]) {
      const ran = await runScriptIn(
        folder({ "a.js": `${REQUIRE}${TRAINING.replace(/main\(\);\s*$/, `main().then(() => process.exit(${code}));`)}` }),
        "a.js",
      );
      assert.equal(ran.code, code);
      assert.equal(ran.outcome, undefined);
      assert.equal(ran.metrics.filter(({ key }) => key === "loss").length, 3);
    }
  });

  it("an unhandled rejection that the script handles itself is none", async () => {
    const source = "process.on('unhandledRejection', (e) => console.log('mine', e)); Promise.reject(5);";
    const ran = await runScriptIn(folder({ "a.js": source }), "a.js");
    assert.equal(ran.error, undefined);
    assert.equal(ran.stdout, "mine 5\n");
  });

  it("a file that is no script", async () => {
    const directory = folder({ "a.py": "print()" });
    mkdirSync(join(directory, "sub.ts"));
    assert.equal((await runScriptIn(directory, "missing.ts")).error?.code, "script-missing");
    assert.equal((await runScriptIn(directory, "sub.ts")).error?.code, "script-unsupported");
    const { error } = await runScriptIn(directory, "a.py");
    assert.equal(error?.code, "script-unsupported");
    assert.equal(error?.kind, "input");
  });

  it("stopping ends the fit after its epoch and lets the script finish", async () => {
    const source = `${IMPORT}${TRAINING.replace("epochs: 3", "epochs: 1000000")}`;
    const { outcome, error, stdout, metrics } = await runScriptIn(folder({ "a.mjs": source }), "a.mjs", { abortAtFirstState: true });
    assert.equal(error, undefined);
    assert.equal(outcome?.fits, 1);
    assert.match(stdout, /"prediction"/);
    assert.ok(metrics.length < 100_000);
  });

  it("stopping a script that never ends is an end all the same", async () => {
    const source = `${IMPORT}${TRAINING.replace(/main\(\);\s*$/, "await main(); setInterval(() => undefined, 1000); await new Promise(() => undefined);")}`;
    const { error } = await runScriptIn(folder({ "a.mjs": source }), "a.mjs", { abortAtFirstState: true });
    assert.equal(error?.code, "cancelled");
  });
});

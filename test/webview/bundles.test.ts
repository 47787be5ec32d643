import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { builtWebviews } from "./support/bundles.ts";

describe("webview bundles", function () {
  this.timeout(300_000);

  it("are a script and a style for each panel and the report, small enough to open at once", async () => {
    const directory = await builtWebviews();
    const files = readdirSync(directory).sort();
    assert.deepEqual(
      files,
      ["experiment", "history", "profile", "report", "run"].flatMap((panel) => [`${panel}.css`, `${panel}.js`]),
    );
    for (const file of files) assert.ok(statSync(join(directory, file)).size < 700_000, file);
  });

  it("hold nothing of React, and styles that load nothing from elsewhere", async () => {
    const directory = await builtWebviews();
    for (const file of readdirSync(directory)) {
      const text = readFileSync(join(directory, file), "utf8");
      assert.doesNotMatch(text, /react\.element|react-dom/, file);
      if (file.endsWith(".css")) assert.doesNotMatch(text, /url\(["']?(https?:)?\/\//, file);
    }
  });
});

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { VERSION } from "../../src/shared/version.ts";
import { ROOT } from "../support/paths.ts";

describe("the version", () => {
  it("is the same in package.json, in the code and at the head of the changelog", () => {
    const manifest = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { version: string };
    assert.equal(VERSION, manifest.version);
    const newest = /^## \[(\d[^\]]*)\]/m.exec(readFileSync(join(ROOT, "CHANGELOG.md"), "utf8"))?.[1];
    assert.equal(newest, manifest.version);
  });
});

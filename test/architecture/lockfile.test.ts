import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../support/paths.ts";

interface Entry {
  version?: string;
  optionalDependencies?: Record<string, string>;
}

const packages: Record<string, Entry> = JSON.parse(readFileSync(join(ROOT, "package-lock.json"), "utf8")).packages;

/** Where Node would find `name` from the package at `path`; undefined where the lockfile has it nowhere. */
function find(path: string, name: string): string | undefined {
  const places = [path];
  for (let at = path.lastIndexOf("/node_modules/"); at >= 0; at = path.lastIndexOf("/node_modules/", at - 1))
    places.push(path.slice(0, at));
  return [...places.map((place) => `${place}/node_modules/${name}`), `node_modules/${name}`].find((place) => place in packages);
}

describe("package-lock.json", () => {
  it("has the parts of every platform: npm ci refuses it elsewhere, and here, where one is missing", () => {
    const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
      path === "" ? [] : Object.keys(optionalDependencies).filter((name) => find(path, name) === undefined),
    );
    assert.deepEqual(missing, []);
  });

  it("names no registry", () => {
    assert.doesNotMatch(readFileSync(join(ROOT, "package-lock.json"), "utf8"), /"resolved":/);
  });
});

import assert from "node:assert/strict";
import { BANS, LAYERS } from "./rules.ts";
import { importsOf, readSources, type Source } from "./sources.ts";

const sources = readSources();
const product = sources.filter(({ path }) => !path.startsWith("src/dev/") && /^(src|webview)\//.test(path));
/** The innermost folder that has a rule. */
const folderOf = (path: string) =>
  Object.keys(LAYERS)
    .filter((folder) => path.startsWith(`${folder}/`))
    .sort((a, b) => b.length - a.length)[0];

/** `file -> what it imports`, for every import that `isWrong`. */
function offenders(from: readonly Source[], isWrong: (source: Source, each: Source["imports"][number]) => boolean): string[] {
  return from.flatMap((source) =>
    source.imports.filter((each) => isWrong(source, each)).map((each) => `${source.path} -> ${each.specifier}`),
  );
}

describe("imports", () => {
  it("are read: the reader knows every way to import", () => {
    const text = `import a from "a";\nimport type { B } from "./b.ts";\nimport {\n  c,\n} from '../c.ts';\nexport { d } from "d";\nimport "e";\nconst f = await import("f");\nconst g = require("g");\n// import h from "h";\n`;
    assert.deepEqual(
      importsOf("src/x/y.ts", text).map(({ specifier, target, typeOnly }) => [specifier, target, typeOnly]),
      [
        ["a", null, false],
        ["./b.ts", "src/x/b.ts", true],
        ["../c.ts", "src/c.ts", false],
        ["d", null, false],
        ["e", null, false],
        ["f", null, false],
        ["g", null, false],
      ],
    );
    assert.ok(product.length > 50, `only ${product.length} sources were found`);
  });

  it("go down the layers only", () => {
    assert.deepEqual(
      offenders(product, ({ path }, { target }) => {
        const from = folderOf(path);
        const to = target === null ? undefined : folderOf(target);
        if (!from || target === null || from === to) return false;
        return to === undefined || !LAYERS[from]?.includes(to);
      }),
      [],
    );
  });

  for (const { packages, owner, why, typesAreFree } of BANS) {
    it(`of ${packages.source} are in ${owner} alone: ${why}`, () => {
      assert.deepEqual(
        offenders(
          product,
          ({ path }, { specifier, typeOnly }) => packages.test(specifier) && !path.startsWith(owner) && !(typesAreFree && typeOnly),
        ),
        [],
      );
    });
  }

  it("of vscode are in src/host and in what runs inside VS Code alone", () => {
    assert.deepEqual(
      offenders(sources, ({ path }, { specifier }) => specifier === "vscode" && !/^(src\/host|test\/vscode\/(host|measure))\//.test(path)),
      [],
    );
  });

  it("stay inside the repository", () => {
    assert.deepEqual(
      offenders(sources, (_, { target }) => target?.startsWith("..") ?? false),
      [],
    );
  });
});

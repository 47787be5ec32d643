import assert from "node:assert/strict";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { applyRecipe } from "../../src/engine/recipe/apply.ts";
import { fitRecipe, learnRecipe } from "../../src/engine/recipe/fit.ts";
import type { FittedRecipe } from "../../src/engine/recipe/fitted.ts";
import { labelAt } from "../../src/engine/recipe/values.ts";
import { allowUserCode } from "../../src/engine/script/user-code.ts";
import type { ErrorFacts, TrainyardError } from "../../src/shared/errors.ts";
import { tempDir } from "../support/temp.ts";
import { column, frameOf, steps } from "./frames.ts";

const table = (cells: (number | null)[]) =>
  frameOf(
    column("size", "number", cells),
    column(
      "name",
      "text",
      cells.map((_, i) => `n${i}`),
    ),
  );
const train = table([2, 4, null, 8]);

describe("a step of the user's own", () => {
  let folder: string;
  before(() => {
    folder = tempDir();
  });

  const write = (text: string, file = "features.ts") => {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  };
  const recipe = (more: object = {}) => steps({ step: "script", file: "features.ts", columns: ["size"], ...more });
  const learn = (text: string, more?: object) => {
    write(text);
    return allowUserCode(folder, () => learnRecipe(recipe(more), train));
  };
  const refused = (text: string, more?: object): ErrorFacts => {
    try {
      learn(text, more);
    } catch (error) {
      return (error as TrainyardError).facts;
    }
    return assert.fail("nothing was refused");
  };
  const cells = ({ columns }: { columns: ReturnType<typeof table>["columns"] }, name: string) => {
    const found = columns.find((one) => one.name === name);
    assert.ok(found, `no column ${name}`);
    return Array.from({ length: found.kind === "category" ? found.codes.length : found.values.length }, (_, row) => labelAt(found, row));
  };

  it("gets columns, options and what it learnt, and its columns take the place of those it was given", () => {
    const { recipe: fitted, training } = learn(
      `type Cells = (number | null)[];
       export const fit = (columns: { size: Cells }, options: { add: number }) => ({ most: Math.max(...columns.size.map(Number)) + options.add });
       export const apply = ({ size }: { size: Cells }, options: { add: number }, state: { most: number }) => ({
         share: size.map((one) => (one === null ? null : one / state.most)),
         big: size.map((one) => (one ?? 0) > 3),
         word: size.map((one) => (one === null ? null : "w" + one)),
         day: size.map((one) => new Date((one ?? 0) * 864e5)),
       });`,
      { options: { add: 2 } },
    );
    assert.deepEqual(fitted.features, ["name", "share", "big", "word", "day"]);
    assert.deepEqual(cells(training, "share"), ["0.2", "0.4", null, "0.8"]);
    const later = allowUserCode(folder, () => applyRecipe(fitted, table([20, null])));
    assert.deepEqual(cells(later, "share"), ["2", null]);
    assert.deepEqual(cells(later, "big"), ["1", "0"]);
    assert.deepEqual(cells(later, "word"), ["w20", null]);
    assert.deepEqual(cells(later, "day"), ["1970-01-21T00:00:00.000Z", "1970-01-01T00:00:00.000Z"]);
    assert.deepEqual(
      later.columns.map(({ kind }) => kind),
      ["text", "number", "number", "category", "date"],
    );
  });

  it("runs the code that learnt, whatever has become of its files", () => {
    write("export default { factor: 10 };", "parts/scale.ts");
    write('{ "shift": 1 }', "parts/shift.json");
    const { recipe: fitted } = learn(
      `import scale from "./parts/scale.js";
       import { shift } from "./parts/shift.json";
       export const row = ({ size }: { size: number | null }) => ({ made: size === null ? null : size * scale.factor + shift });`,
    );
    write("export const row = () => ({ made: 0 });");
    rmSync(join(folder, "parts"), { recursive: true });
    const kept = JSON.parse(JSON.stringify(fitted)) as FittedRecipe;
    assert.deepEqual(
      cells(
        allowUserCode(tempDir(), () => applyRecipe(kept, table([1, null]))),
        "made",
      ),
      ["11", null],
    );
  });

  it("may be JavaScript, of either kind of module, with packages of Node's", () => {
    write('const { basename } = require("node:path"); exports.row = ({ size }) => ({ made: basename("a/" + size) });', "plain.cjs");
    const made = allowUserCode(folder, () => learnRecipe(recipe({ file: "plain.cjs" }), train));
    assert.deepEqual(cells(made.training, "made"), ["2", "4", "null", "8"]);
    write('import { sep } from "node:path"; export default { row: ({ size }) => ({ made: size < 3 ? sep : null }) };', "plain.mjs");
    assert.equal(allowUserCode(folder, () => fitRecipe(recipe({ file: "plain.mjs" }), train)).features.at(-1), "made");
  });

  it("is refused outside a worker, where the engine would wait for it", () => {
    write("export const row = () => ({ made: 0 });");
    assert.throws(
      () => learnRecipe(recipe(), train),
      (error: TrainyardError) => error.facts.code === "script-not-allowed",
    );
  });

  const REFUSED: [what: string, code: string, text: string, place?: object][] = [
    ["has no function", "script-function-missing", "export const rows = 1;"],
    ["cannot be read", "script-syntax", "export function row() {\n  const made = 1 +;\n}", { line: 2 }],
    ["throws as it is loaded", "script-failed", "\nthrow new Error('early');", { line: 2 }],
    [
      "throws in fit",
      "script-failed",
      "export const fit = () => {\n  throw new RangeError('no');\n};\nexport const row = () => ({});",
      { line: 2 },
    ],
    [
      "throws in a row",
      "script-failed",
      "export const row = ({ size }: { size: number }) => {\n  return { made: size.toFixed(1) };\n};",
      { line: 2, row: 3 },
    ],
    ["imports what is not there", "script-failed", "import x from './nowhere.ts';\nexport const row = () => ({ x });"],
    ["is asynchronous", "script-result-unfit", "export const row = async () => ({ made: 1 });"],
    ["returns nothing", "script-result-unfit", "export const apply = () => undefined;"],
    ["returns a number for columns", "script-result-unfit", "export const apply = () => ({ made: 1 });"],
    ["returns too few values", "script-result-unfit", "export const apply = () => ({ made: [1] });"],
    ["returns no row", "script-result-unfit", "export const row = () => 1;"],
    ["gives NaN", "script-value-unfit", "export const row = ({ size }) => ({ made: size === null ? NaN : 1 });", { field: "made", row: 3 }],
    [
      "gives undefined",
      "script-value-unfit",
      "export const row = ({ size }) => ({ made: size > 2 ? undefined : 1 });",
      { field: "made", row: 2 },
    ],
    ["mixes kinds", "script-value-unfit", "export const row = ({ size }) => ({ made: size > 5 ? 'big' : 1 });", { field: "made", row: 4 }],
    ["gives no date", "script-value-unfit", "export const row = () => ({ made: new Date('never') });", { field: "made", row: 1 }],
    ["learns a function", "script-state-unfit", "export const fit = () => ({ a: [() => 1] });\nexport const row = () => ({ made: 1 });"],
    ["learns NaN", "script-state-unfit", "export const fit = () => NaN;\nexport const row = () => ({ made: 1 });"],
    ["learns a map", "script-state-unfit", "export const fit = () => new Map();\nexport const row = () => ({ made: 1 });"],
    [
      "learns itself",
      "script-state-unfit",
      "export const fit = () => { const a: unknown[] = []; a.push(a); return a; };\nexport const row = () => ({ made: 1 });",
    ],
    [
      "looks across rows",
      "script-looks-across-rows",
      "export const apply = ({ size }) => ({ made: size.map((_, i) => i) });",
      { field: "made", row: 3 },
    ],
    ["takes a name", "column-name-taken", "export const row = () => ({ name: 1 });", { field: "name" }],
  ];
  for (const [what, code, text, place] of REFUSED) {
    it(`is refused where it ${what}`, () => {
      const facts = refused(text);
      assert.equal(facts.code, code, facts.message);
      for (const [key, value] of Object.entries(place ?? {}))
        assert.equal(facts.place?.[key as "row"], value, `${key} of ${JSON.stringify(facts.place)}`);
      assert.ok(facts.remedy.length > 10);
    });
  }

  it("is refused where its file is not there", () => {
    const facts = refused("", { file: "none.ts" });
    assert.equal(facts.code, "script-missing");
    assert.equal(facts.place?.file, join(folder, "none.ts"));
  });

  it("is refused where it makes other columns of later rows than of the training rows", () => {
    const { recipe: fitted } = learn(
      "export const apply = ({ size }) => (size.length === 2 && size[0] === 7 ? { other: size } : { made: size });",
    );
    const later = () => allowUserCode(folder, () => applyRecipe(fitted, table([7, 1])));
    assert.throws(later, (error: TrainyardError) => error.facts.code === "script-result-unfit");
  });

  it("makes the same columns of no rows at all", () => {
    const { recipe: fitted } = learn("export const row = ({ size }) => ({ made: size, word: 'w' });");
    const none = allowUserCode(folder, () => applyRecipe(fitted, table([])));
    assert.deepEqual([none.rows, cells(none, "made"), cells(none, "word")], [0, [], []]);
  });
});

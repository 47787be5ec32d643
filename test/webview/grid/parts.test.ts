import assert from "node:assert/strict";
import fc from "fast-check";
import { nextOrder } from "../../../webview/grid/order.ts";
import { areaOf, holds, moved } from "../../../webview/grid/selection.ts";
import { clipboardText, isNumeric, lineText } from "../../../webview/grid/text.ts";
import { columnWindow, fittingWidth, offsetsOf } from "../../../webview/grid/widths.ts";

describe("the columns of a grid that are in view", () => {
  it("cover the view and no more", () => {
    const widths = fc.array(fc.integer({ min: 48, max: 400 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(widths, fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 50, max: 1500 }), (list, share, width) => {
        const offsets = offsetsOf(list);
        const total = offsets.at(-1) ?? 0;
        const left = Math.floor(Math.max(0, total - width) * share);
        const { first, last, left: begins } = columnWindow(offsets, left, width);
        assert.equal(begins, offsets[first]);
        assert.ok(begins <= left && (offsets[first + 1] ?? 0) > left);
        assert.ok((offsets[last] ?? 0) >= Math.min(total, left + width));
        assert.ok((offsets[last - 1] ?? 0) < left + width);
      }),
    );
    assert.deepEqual(columnWindow([0], 0, 500), { first: 0, last: 0, left: 0 });
  });

  it("are as wide as most of their values, within reason", () => {
    assert.ok(fittingWidth("a", ["x".repeat(20)]) > fittingWidth("a", ["x"]));
    assert.equal(fittingWidth("a", ["x".repeat(5000)]), 320);
    assert.equal(fittingWidth("", []), 72);
    assert.equal(fittingWidth("a", ["x".repeat(5000)], 240), 180, "a part of the next column shows in a narrow view");
  });
});

describe("the order of a grid's rows after a click on a header", () => {
  it("goes up, down, and back", () => {
    const up = nextOrder([], "a", false);
    assert.deepEqual(up, [{ column: "a" }]);
    const down = nextOrder(up, "a", false);
    assert.deepEqual(down, [{ column: "a", descending: true }]);
    assert.deepEqual(nextOrder(down, "a", false), []);
    assert.deepEqual(nextOrder(down, "b", false), [{ column: "b" }], "another takes its place");
  });

  it("with Shift keeps the other columns in their places", () => {
    const two = nextOrder([{ column: "a" }], "b", true);
    assert.deepEqual(two, [{ column: "a" }, { column: "b" }]);
    assert.deepEqual(nextOrder(two, "a", true), [{ column: "a", descending: true }, { column: "b" }]);
    assert.deepEqual(nextOrder([{ column: "a", descending: true }, { column: "b" }], "a", true), [{ column: "b" }]);
  });
});

describe("the focus of a grid", () => {
  const extent = { rows: 1000, columns: 5, page: 20 };
  const go = (row: number, column: number, key: string, control = false) => moved({ row, column }, key, control, extent);

  it("moves by cell, page, row and to the ends, and up into the header", () => {
    assert.deepEqual(go(3, 2, "ArrowDown"), { row: 4, column: 2 });
    assert.deepEqual(go(0, 2, "ArrowUp"), { row: -1, column: 2 });
    assert.deepEqual(go(3, 4, "ArrowRight"), { row: 3, column: 4 });
    assert.deepEqual(go(990, 0, "PageDown"), { row: 999, column: 0 });
    assert.deepEqual(go(3, 3, "Home"), { row: 3, column: 0 });
    assert.deepEqual(go(3, 3, "End", true), { row: 999, column: 4 });
    assert.deepEqual(go(500, 3, "Home", true), { row: 0, column: 0 });
    assert.equal(go(0, 0, "x"), null);
  });

  it("never leaves the grid", () => {
    const keys = fc.constantFrom("ArrowDown", "ArrowUp", "ArrowLeft", "ArrowRight", "PageDown", "PageUp", "Home", "End");
    fc.assert(
      fc.property(
        fc.array(fc.tuple(keys, fc.boolean()), { maxLength: 40 }),
        fc.nat(30),
        fc.integer({ min: 1, max: 9 }),
        (path, rows, columns) => {
          let place = { row: 0, column: 0 };
          for (const [key, control] of path) place = moved(place, key, control, { rows, columns, page: 7 }) ?? place;
          assert.ok(place.row >= -1 && place.row < Math.max(1, rows) && place.column >= 0 && place.column < columns);
        },
      ),
    );
  });

  it("spans an area from where the selection was begun", () => {
    const area = areaOf({ anchor: { row: 7, column: 1 }, active: { row: 2, column: 3 } });
    assert.deepEqual(area, { top: 2, bottom: 7, left: 1, right: 3 });
    assert.ok(holds(area, 7, 3) && !holds(area, 8, 3) && !holds(area, 7, 0));
  });
});

describe("cells as text", () => {
  it("copy as a spreadsheet reads them", () => {
    assert.equal(clipboardText([[1.5]]), "1.5");
    assert.equal(clipboardText([["a\tb"]]), "a\tb", "one cell is copied as it is");
    assert.equal(
      clipboardText([
        [1, null, 'say "hi"'],
        [true, "two\nlines", ""],
      ]),
      '1\t\t"say ""hi"""\ntrue\t"two\nlines"\t',
    );
  });

  it("stay on one line", () => {
    assert.equal(lineText("a\r\nb\tc"), "a↵b→c");
    assert.equal(lineText(null), "");
  });

  it("stand at the right when they are numbers", () => {
    for (const storage of ["DOUBLE", "BIGINT", "UTINYINT", "INTEGER", "DECIMAL(18,3)", "HUGEINT"]) assert.ok(isNumeric(storage), storage);
    for (const storage of ["VARCHAR", "DATE", "TIMESTAMP", "BOOLEAN", "INTERVAL", ""]) assert.ok(!isNumeric(storage), storage);
  });
});

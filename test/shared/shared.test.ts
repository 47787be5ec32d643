import assert from "node:assert/strict";
import fc from "fast-check";
import { closest, editDistance } from "../../src/shared/closest.ts";
import { DisposableStore, disposable } from "../../src/shared/disposable.ts";
import { factsOf, formatError, inputError, TrainyardError } from "../../src/shared/errors.ts";
import {
  formatAgo,
  formatBytes,
  formatDuration,
  formatInterval,
  formatNumber,
  formatShare,
  formatWithin,
  plural,
} from "../../src/shared/format.ts";
import { nameOf } from "../../src/shared/names.ts";
import { throttle } from "../../src/shared/throttle.ts";
import { until } from "../support/wait.ts";

describe("shared helpers", () => {
  it("figures keep four digits, whole numbers all of theirs", () => {
    assert.deepEqual(
      [0.123456, 1234567, 12.3, 1e-7, Number.NaN, -Infinity, null, 0].map((value) => formatNumber(value)),
      ["0.1235", "1,234,567", "12.3", "1e-7", "NaN", "-∞", "", "0"],
    );
  });

  it("figures of thousands are grouped and whole, whether they have decimals or not", () => {
    assert.deepEqual(
      [1234.5, 12345.67, 999.96, -2345678.9, 123456, 1234567890.5, -0].map((value) => formatNumber(value)),
      ["1,235", "12,346", "1,000", "-2,345,679", "123,456", "1.235e+9", "0"],
    );
    assert.deepEqual([formatNumber(1234567.891, 12), formatNumber(1234.5678, 6)], ["1,234,567.891", "1,234.57"]);
    assert.deepEqual([formatWithin(12345.678, [12345.1, 12346.3]), formatWithin(123456.7, [120000, 127000])], ["12,345.7", "123,500"]);
  });

  it("figures keep the digits that their interval justifies", () => {
    const cases: [number, [number, number] | undefined, string][] = [
      [0.97312, [0.92, 0.99], "0.973"],
      [0.97312, [0.88, 0.99], "0.97"],
      [0.97312, [0.9729, 0.9733], "0.97312"],
      [0.9958, [0.92, 1], "0.996"],
      [1, [0.92, 1], "1.00"],
      [0.97312, undefined, "0.973"],
      [0.97312, [0.97312, 0.97312], "0.973"],
      [318.44, [290, 335], "318"],
      [31_234.5, [29_000, 33_400], "31,200"],
      [31_234.5, [20_000, 40_000], "31,000"],
      [1.5, [0, Number.POSITIVE_INFINITY], "1.500"],
      [-0.0001, [-0.02, 0.02], "0.000"],
      [-0.00001, undefined, "0.000"],
      [55145970130500.5, [0.18, 0.27], "5.515e+13"],
    ];
    for (const [value, interval, expected] of cases) assert.equal(formatWithin(value, interval), expected);
    assert.deepEqual([formatInterval([0.9216, 0.9904]), formatInterval(undefined)], ["0.922 to 0.990", ""]);
  });

  it("a share is never rounded to nothing or to all", () => {
    assert.deepEqual(
      [formatShare(0, 5), formatShare(1, 100_000), formatShare(99_999, 100_000), formatShare(11, 344)],
      ["0 %", "<0.1 %", ">99.9 %", "3.2 %"],
    );
  });

  it("durations, ages, sizes and counts read naturally", () => {
    assert.deepEqual(
      [formatDuration(820), formatDuration(4200), formatDuration(185_000), formatDuration(7_800_000)],
      ["820 ms", "4.2 s", "3 min 5 s", "2 h 10 min"],
    );
    assert.deepEqual(
      [formatAgo(0, 30_000), formatAgo(0, 120_000), formatAgo(0, 3 * 3_600_000), formatAgo(0, 5 * 86_400_000)],
      ["now", "2 min", "3 h", "5 d"],
    );
    assert.deepEqual([formatBytes(12), formatBytes(2048), formatBytes(232 * 2 ** 20)], ["12 B", "2.0 KiB", "232 MiB"]);
    assert.deepEqual([plural(1, "row"), plural(344, "row")], ["1 row", "344 rows"]);
  });

  it("an id always has the same readable name", () => {
    assert.equal(nameOf("01JD"), nameOf("01JD"));
    fc.assert(fc.property(fc.string(), (id) => /^[a-z]+-[a-z]+$/.test(nameOf(id))));
    const names = new Set(Array.from({ length: 1000 }, (_, i) => nameOf(`01JD${i}`)));
    assert.ok(names.size > 900, `${names.size} different names of 1,000`);
  });

  it("edit distance is a metric", () => {
    const word = fc.string({ maxLength: 8 });
    fc.assert(
      fc.property(word, word, word, (a, b, c) => {
        assert.equal(editDistance(a, b), editDistance(b, a));
        assert.equal(editDistance(a, b) === 0, a === b);
        assert.ok(editDistance(a, c) <= editDistance(a, b) + editDistance(b, c));
      }),
    );
    assert.equal(editDistance("kitten", "sitting"), 3);
    assert.deepEqual(closest("speces", ["island", "species", "sex"], 1), ["species"]);
  });

  it("what is added after disposal is disposed at once, and the last first before", () => {
    const order: string[] = [];
    const store = new DisposableStore();
    for (const name of ["a", "b"]) store.add(disposable(() => order.push(name)));
    store.dispose();
    store.add(disposable(() => order.push("late")));
    assert.deepEqual(order, ["b", "a", "late"]);
  });

  it("a throttle sends the first at once and never loses the last", async () => {
    const sent: number[] = [];
    const { push } = throttle<number>((value) => sent.push(value), 500);
    for (let i = 0; i < 50; i += 1) push(i);
    assert.deepEqual(sent, [0]);
    await until(() => sent.length > 1);
    assert.deepEqual(sent, [0, 49]);
  });

  it("errors carry their place and remedy on one line, and the unforeseen hides its stack", () => {
    const error = inputError({ code: "x", message: "Bad.", remedy: "Mend it.", place: { file: "a.csv", line: 3, column: 7 } });
    assert.equal(formatError(error.facts), "a.csv:3:7: Bad. Mend it.");
    assert.ok(TrainyardError.is(error, "x") && !TrainyardError.is(error, "y"));
    const facts = factsOf(new TypeError("cannot read x\n  at secret.js:1"));
    assert.equal(facts.code, "unexpected");
    assert.ok(!formatError(facts).includes("secret.js"));
  });
});

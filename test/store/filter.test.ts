import assert from "node:assert/strict";
import fc from "fast-check";
import type { Filter } from "../../src/engine/store/filter/filter.ts";
import { matches } from "../../src/engine/store/filter/matches.ts";
import { parseFilter } from "../../src/engine/store/filter/parse.ts";
import { summaryOf } from "../../src/engine/store/run/summary.ts";
import { TrainyardError } from "../../src/shared/errors.ts";
import { newRun } from "./support.ts";

const series = (last: number) => ({ last, best: 9, bestStep: 1, steps: 1, direction: "max" as const });
const run = summaryOf(
  newRun({
    id: "01M7YWGQ0NXZ2DJJT0JYM4DETG",
    name: "calm-heron",
    group: "a/penguins.experiment.json",
    status: "FINISHED",
    startTime: 1000,
    params: { optimizer: "adam", lr: 0.01, units: 64, shuffle: true, "batch size": 32, text: "10", none: null },
    metrics: { val_acc: series(0.95), "train/loss": series(0.1), bad: series(Number.NaN) },
  }),
);

const TRUE = [
  "metrics.val_acc > 0.9 and params.optimizer = 'adam'",
  "metric.val_acc >= 0.95",
  "metrics.`val_acc` < 1",
  'metrics."train/loss" <= .1',
  "metrics.train/loss = 1e-1",
  "params.lr = 0.01",
  "params.lr < 0.1 AND param.units != 32",
  "params.optimizer LIKE 'ad%'",
  "params.optimizer ILIKE 'ADA_'",
  "params.`batch size` = 32",
  "params.shuffle = 'true'",
  "params.lr = '0.01'",
  "attributes.status = 'FINISHED'",
  "status = 'FINISHED'",
  "attributes.run_name LIKE '%heron'",
  "name = 'calm-heron'",
  "attribute.start_time < 2000",
  "end_time > 0 or start_time = 1000",
  "group LIKE '%penguins%'",
  "run.run_id = '01M7YWGQ0NXZ2DJJT0JYM4DETG'",
  "status IN ('FAILED', 'FINISHED')",
  "name not in ('a', 'b')",
  "params.units IN (32, 64)",
  "(metrics.val_acc > 2 or params.optimizer = 'adam') and status != 'FAILED'",
  "metrics.val_acc > 2 and params.lr = 1 or status = 'FINISHED'",
  'params.optimizer = "adam"',
  "backend = 'wasm' and kind = 'experiment'",
];
const FALSE = [
  "metrics.val_acc > 0.95",
  "metrics.missing != 1",
  "params.missing != 'x'",
  "params.none != 'x'",
  "params.missing NOT IN ('x')",
  "metrics.bad > 0",
  "metrics.bad <= 0",
  "params.optimizer = 'Adam'",
  "params.optimizer LIKE 'AD%'",
  "params.optimizer > 5",
  "params.shuffle = 1",
  "tags.anything = 'x'",
  "params.constructor != 'x'",
  "end_time > 0",
  "metrics.val_acc > 2 or params.lr = 1 and status = 'FINISHED'",
];
const WRONG: [filter: string, column: number, says: RegExp][] = [
  ["metrics.val_acc >", 18, /a value is expected, not the end/],
  ["metrics.val_acc 0.9", 17, /a comparison is expected/],
  ["metrics.val_acc > '0.9'", 19, /is a number/],
  ["metrics.val_acc LIKE '0.9'", 1, /is for text/],
  ["metrics.val_acc > 0.9 and", 26, /a name is expected/],
  ["metrics.val_acc > 0.9 params.x = 1", 23, /one too many/],
  ["metrics. > 1", 10, /a name is expected after the dot/],
  ["metric.acc > 0.9)", 17, /one too many/],
  ["(metrics.acc > 0.9", 19, /\) is expected/],
  ["status = 'finished'", 10, /no status/],
  ["status = 3", 10, /is text/],
  ["start_time > 'x'", 14, /is a number/],
  ["colour = 'red'", 1, /no attribute colour/],
  ["metrix.acc > 1", 1, /not something runs have/],
  ["params.a = 'open", 12, /not closed/],
  ["params.a = #", 12, /not understood/],
  ["params.a IN ()", 14, /a value is expected/],
  ["params.a not = 1", 14, /before `in` only/],
  ["params.a LIKE 3", 15, /needs text/],
];

describe("store: filter", () => {
  for (const filter of TRUE) it(`finds: ${filter}`, () => assert.equal(matches(parseFilter(filter), run), true));
  for (const filter of FALSE) it(`does not find: ${filter}`, () => assert.equal(matches(parseFilter(filter), run), false));
  for (const [filter, column, says] of WRONG) {
    it(`refuses: ${filter}`, () => {
      assert.throws(
        () => parseFilter(filter),
        (error) => {
          assert.ok(TrainyardError.is(error, "filter-invalid"), String(error));
          assert.match(error.message, says);
          assert.equal(error.facts.place?.column, column);
          assert.ok(error.facts.remedy.length > 5);
          return true;
        },
      );
    });
  }

  const key = fc.string({ minLength: 1, unit: "grapheme" });
  const condition: fc.Arbitrary<Filter> = fc.oneof(
    fc.record({
      kind: fc.constant("compare" as const),
      field: fc.record({ of: fc.constant("metrics" as const), key }),
      operator: fc.constantFrom("=", "!=", "<", "<=", ">", ">="),
      value: fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
    }),
    fc.record({
      kind: fc.constant("compare" as const),
      field: fc.record({ of: fc.constantFrom("params" as const, "tags" as const), key }),
      operator: fc.constantFrom("=", "!=", "LIKE", "ILIKE"),
      value: fc.string({ unit: "grapheme" }),
    }),
    fc.record({
      kind: fc.constant("in" as const),
      field: fc.record({ of: fc.constant("params" as const), key }),
      negated: fc.boolean(),
      values: fc.array(fc.string(), { minLength: 1 }),
    }),
  );
  const { filter: anyFilter } = fc.letrec<{ filter: Filter }>((tie) => ({
    filter: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      condition,
      fc.record({ kind: fc.constantFrom("and" as const, "or" as const), parts: fc.array(tie("filter"), { minLength: 2, maxLength: 3 }) }),
    ),
  }));

  it("reads back what is written, whatever the names and values", () => {
    fc.assert(fc.property(anyFilter, (filter) => assert.deepEqual(parseFilter(print(filter)), structuredClone(filter))));
  });

  it("answers or explains, and never anything else, whatever is typed", () => {
    const pieces = fc.constantFrom(
      "metrics",
      ".",
      "acc",
      " ",
      ">",
      "=",
      "0.9",
      "'x'",
      "and",
      "or",
      "(",
      ")",
      "not",
      "in",
      ",",
      "`a b`",
      "status",
      "LIKE",
      "'",
      "-",
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(pieces).map((all) => all.join("")),
        ),
        (text) => {
          try {
            matches(parseFilter(text), run);
          } catch (error) {
            assert.ok(TrainyardError.is(error, "filter-invalid"), String(error));
          }
        },
      ),
      { numRuns: 1000 },
    );
  });
});

function print(filter: Filter): string {
  if ("parts" in filter) return `(${filter.parts.map(print).join(` ${filter.kind} `)})`;
  const field = `${filter.field.of}.\`${filter.field.key.replaceAll("`", "``")}\``;
  const value = (one: number | string) => (typeof one === "number" ? String(one) : `'${one.replaceAll("'", "''")}'`);
  if (filter.kind === "in") return `${field} ${filter.negated ? "not " : ""}in (${filter.values.map(value).join(", ")})`;
  return `${field} ${filter.operator} ${value(filter.value)}`;
}

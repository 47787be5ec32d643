import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { compareData } from "../../src/engine/data/compare/compare.ts";
import { kolmogorovSmirnov } from "../../src/engine/data/compare/kolmogorov.ts";
import { kolmogorovTail } from "../../src/engine/data/compare/kolmogorov-tail.ts";
import type { ComparedColumn, ComparedSide, DistanceName } from "../../src/protocol/compare.ts";
import { ROOT } from "../support/paths.ts";
import { opening } from "./opening.ts";

const FIXTURES = join(ROOT, "test", "fixtures", "compare");
const TOLERANCE = 1e-9;
const CASES = ["small", "equal", "uneven", "large"] as const;

interface Expected {
  before: Partial<ComparedSide>;
  after: Partial<ComparedSide>;
  distances: Partial<Record<DistanceName, { value: number; p?: number; freedom?: number; exact?: number; asymptotic?: number }>>;
}

type Fixture = Record<(typeof CASES)[number], Record<string, Expected>> & {
  tails: [n: number, x: number, p: number][];
  exact: [n: number, m: number, distance: number, p: number][];
};

const fixture: Fixture = JSON.parse(readFileSync(join(FIXTURES, "compare.json"), "utf8"));

const close = (actual: number | null | undefined, expected: number, what: string) =>
  assert.ok(
    typeof actual === "number" && Math.abs(actual - expected) <= TOLERANCE * Math.max(Math.abs(expected), 1e-12),
    `${what}: ${actual}, not ${expected}`,
  );

function sameSide(actual: ComparedSide | null, { quantiles, ...figures }: Partial<ComparedSide>, what: string): void {
  for (const [name, value] of Object.entries(figures)) close(actual?.[name as "mean"], value as number, `${what} ${name}`);
  for (const [level, value] of Object.entries(quantiles ?? {})) close(actual?.quantiles?.[level], value, `${what} ${level}`);
}

function sameDistances({ distances, name: column }: ComparedColumn, expected: Expected["distances"], what: string): void {
  assert.deepEqual(distances.map(({ name }) => name).sort(), Object.keys(expected).sort(), what);
  for (const { name, value, p, method, freedom } of distances) {
    const wanted = expected[name];
    assert.ok(wanted);
    close(value, wanted.value, `${what} ${column} ${name}`);
    if (name === "kolmogorov-smirnov") close(p, (method === "exact" ? wanted.exact : wanted.asymptotic) as number, `${what} ${column} p`);
    else if (wanted.p !== undefined) close(p, wanted.p, `${what} ${column} ${name} p`);
    else assert.equal(p, null);
    assert.equal(freedom, wanted.freedom ?? null);
  }
}

describe("figures of a comparison", () => {
  const { engine, folder } = opening();

  for (const name of CASES) {
    it(`equal scipy's and Evidently's: ${name}`, async () => {
      const [before, after] = ["before", "after"].map((side) => ({ file: join(FIXTURES, `${name}_${side}.csv`) }));
      assert.ok(before && after);
      const { columns } = await compareData(engine, folder, { before, after }, {});
      assert.deepEqual(
        columns.map((column) => column.name),
        Object.keys(fixture[name]),
      );
      for (const column of columns) {
        const expected = fixture[name][column.name] as Expected;
        sameSide(column.before, expected.before, `${name} ${column.name} before`);
        sameSide(column.after, expected.after, `${name} ${column.name} after`);
        sameDistances(column, expected.distances, name);
      }
    });
  }

  it("are exact and asymptotic p of Kolmogorov-Smirnov wherever they are looked for", () => {
    for (const [n, x, p] of fixture.tails) close(kolmogorovTail(n, x), p, `${n} ${x}`);
    for (const [n, m, distance, p] of fixture.exact) {
      const found = kolmogorovSmirnov(distance, n, m);
      assert.equal(found.method, "exact");
      close(found.p, p, `${n} ${m} ${distance}`);
    }
  });
});

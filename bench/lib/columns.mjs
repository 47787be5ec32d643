// Typed columns in files of their own, which Node and numpy read alike: doubles, and codes of levels. Seeded.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const LEVELS = [2, 3, 5, 8, 12, 20];

/** Ten numbers with missing values, six categories, two dates, two counts. */
export function writeColumns(directory, rows, seed = 1) {
  let state = seed >>> 0;
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const columns = [];
  const doubles = (name, kind, value) => {
    columns.push({ name, kind });
    writeFileSync(join(directory, name), Float64Array.from({ length: rows }, value));
  };
  for (let i = 0; i < 10; i += 1)
    doubles(`number_${i}`, "number", () => (random() < 0.05 ? Number.NaN : (random() + random() + random() - 1.5) * 10 ** (i - 3)));
  for (const count of LEVELS) {
    const levels = Array.from({ length: count }, (_, i) => `level ${String.fromCharCode(97 + i)}`);
    columns.push({ name: `category_${count}`, kind: "category", levels });
    writeFileSync(
      join(directory, `category_${count}`),
      Int32Array.from({ length: rows }, () => Math.floor(random() ** 2 * count)),
    );
  }
  for (const name of ["date_a", "date_b"]) doubles(name, "date", () => 1.5e12 + Math.floor(random() * 2000) * 864e5);
  for (const name of ["count_a", "count_b"]) doubles(name, "number", () => Math.floor(random() ** 3 * 1000));
  writeFileSync(join(directory, "columns.json"), JSON.stringify(columns));
}

/** The same as a frame of the engine. */
export function readColumns(directory) {
  const columns = JSON.parse(readFileSync(join(directory, "columns.json"), "utf8")).map(({ name, kind, levels }) => {
    const { buffer } = new Uint8Array(readFileSync(join(directory, name)));
    return levels ? { kind, name, levels, codes: new Int32Array(buffer) } : { kind, name, values: new Float64Array(buffer) };
  });
  return { rows: columns[0].values.length, columns };
}

// A table like those people have: numbers of several shapes, integers, categories, dates, text, missing values. Seeded.

import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { finished } from "node:stream/promises";

/** Writes `rows` by twenty columns as CSV. */
export async function writeTable(file, rows, seed = 1) {
  let state = seed >>> 0;
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const normal = () => Math.sqrt(-2 * Math.log(random() + 1e-12)) * Math.cos(2 * Math.PI * random());
  const missing = (value) => (random() < 0.05 ? "" : value);
  const colours = ["red", "green", "blue", "black", "white"];
  const out = createWriteStream(file);
  out.write("id,normal,correlated,lognormal,uniform,heavy,gamma,price,age,count,sparse,flag,yes_no,colour,city,zip,date,time,word,note\n");
  let lines = [];
  for (let i = 1; i <= rows; i += 1) {
    const x = normal();
    const day = new Date(1.5e12 + Math.floor(random() * 1000) * 864e5).toISOString();
    lines.push(
      [
        i,
        x.toFixed(6),
        (x * 0.8 + normal() * 0.6).toFixed(6),
        Math.exp(normal()).toFixed(4),
        missing(random().toFixed(6)),
        (normal() / (random() + 0.01)).toFixed(4),
        missing((-Math.log(random() + 1e-9) * 3).toFixed(4)),
        (random() * 1000).toFixed(2),
        Math.floor(18 + random() * 70),
        Math.floor(random() ** 4 * 1000),
        missing(Math.floor(random() * 20)),
        random() < 0.3 ? 1 : 0,
        random() < 0.5 ? "yes" : "no",
        colours[Math.floor(random() ** 2 * 5)],
        `city_${Math.floor(random() * 200)}`,
        `z${10000 + Math.floor(random() * 3000)}`,
        day.slice(0, 10),
        day.slice(0, 19),
        `w${Math.floor(random() * 50_000)}`,
        `note ${Math.floor(random() * 1e6)} of ${colours[Math.floor(random() * 5)]}`,
      ].join(","),
    );
    if (lines.length === 10_000 || i === rows) {
      if (!out.write(`${lines.join("\n")}\n`)) await once(out, "drain");
      lines = [];
    }
  }
  await finished(out.end());
}

/** Writes many columns: numbers with a few missing values, integers and categories. */
export async function writeWide(file, rows, columns, seed = 2) {
  let state = seed >>> 0;
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const value = (column) => {
    if (column % 10 === 0) return "abcd"[Math.floor(random() * 4)];
    if (column % 10 === 1) return Math.floor(random() * 100);
    return random() < 0.01 ? "" : random().toFixed(5);
  };
  const out = createWriteStream(file);
  out.write(`${Array.from({ length: columns }, (_, i) => `c${i}`).join(",")}\n`);
  for (let i = 0; i < rows; i += 1) {
    const line = Array.from({ length: columns }, (_, column) => value(column)).join(",");
    if (!out.write(`${line}\n`)) await once(out, "drain");
  }
  await finished(out.end());
}

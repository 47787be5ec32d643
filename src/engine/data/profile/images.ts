import { type Database, numberOf } from "../database.ts";

/** Classes that are shown, and images of each. */
const MOST_CLASSES = 12;
const MOST_SIZES = 5;

/** What there is to say of a folder of images as it was read, beside its columns. */
export interface ImageRows {
  /** The largest first; null: images that lie in the folder itself. `paths`: a few, evenly from the first to the last. */
  classes: { label: string | null; rows: number; paths: string[] }[];
  /** How many classes there are. */
  labels: number;
  /** The most frequent sizes first, and how many there are. */
  sizes: { width: number; height: number; rows: number }[];
  differentSizes: number;
  /** Images whose bytes are those of an earlier one, and such bytes that lie in two classes, with two of them. */
  copies: number;
  contradictions: number;
  example: [string, string] | null;
}

/** Looks at the table that `loadImages` made. */
export async function imageRows(database: Database): Promise<ImageRows> {
  const classes = await database.all(
    `SELECT label, count(*) AS n, list(path ORDER BY path)[1] AS a, list(path ORDER BY path)[1 + (count(*) / 4)::BIGINT] AS b,
      list(path ORDER BY path)[1 + (count(*) / 2)::BIGINT] AS c, list(path ORDER BY path)[count(*)] AS d
      FROM data GROUP BY label ORDER BY n DESC, label LIMIT ${MOST_CLASSES}`,
  );
  const sizes = await database.all(
    `SELECT width, height, count(*) AS n FROM data GROUP BY ALL ORDER BY n DESC, width, height LIMIT ${MOST_SIZES}`,
  );
  const counts = await database.one(
    `SELECT count(DISTINCT coalesce(label, '')) AS labels, count(DISTINCT (width, height)) AS sizes, count(*) - count(DISTINCT sha256) AS copies FROM data`,
  );
  const twice = await database.all(
    "SELECT min(path) AS a, max(path) AS b FROM data GROUP BY sha256 HAVING count(DISTINCT coalesce(label, '')) > 1 ORDER BY a",
  );
  const [first] = twice;
  return {
    classes: classes.map(({ label, n, a, b, c, d }) => ({
      label: label === null ? null : String(label),
      rows: numberOf(n),
      paths: [...new Set([a, b, c, d].filter((path) => path !== null && path !== undefined).map(String))],
    })),
    labels: numberOf(counts.labels),
    sizes: sizes.map(({ width, height, n }) => ({ width: numberOf(width), height: numberOf(height), rows: numberOf(n) })),
    differentSizes: numberOf(counts.sizes),
    copies: numberOf(counts.copies),
    contradictions: twice.length,
    example: first ? [String(first.a), String(first.b)] : null,
  };
}

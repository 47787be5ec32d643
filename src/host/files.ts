/** What a file is to us, by its name alone. */
export type FileKind = "data" | "experiment" | "modeltest" | "script";

export const DATA_EXTENSIONS = ["csv", "tsv", "parquet", "jsonl", "ndjson", "sql"] as const;
const SCRIPT_EXTENSIONS = ["ts", "mts", "cts", "js", "mjs", "cjs"] as const;

export const DATA_GLOB = `**/*.{${DATA_EXTENSIONS.join(",")}}`;
export const EXPERIMENT_GLOB = "**/*.experiment.json";
export const MODEL_TEST_GLOB = "**/*.modeltest.json";
export const SCRIPT_GLOB = `**/*.{${SCRIPT_EXTENSIONS.join(",")}}`;

/** Kind of the file at `path`; null for what is none of ours. A script counts once its text has been seen to train (`findFits`). */
export function kindOf(path: string): FileKind | null {
  const name = path.toLowerCase();
  if (name.endsWith(".experiment.json")) return "experiment";
  if (name.endsWith(".modeltest.json")) return "modeltest";
  if (DATA_EXTENSIONS.some((extension) => name.endsWith(`.${extension}`))) return "data";
  if (/\.d\.[mc]?ts$/.test(name)) return null;
  return SCRIPT_EXTENSIONS.some((extension) => name.endsWith(`.${extension}`)) ? "script" : null;
}

/** `examples/penguins.experiment.json` -> `penguins`; a script keeps its extension. */
export function subjectOf(path: string): string {
  const name = path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1);
  return name.replace(/\.experiment\.json$/i, "");
}

/** A name that is not taken yet: `penguins.experiment.json`, then `penguins-2.experiment.json`. */
export function freeName(name: string, taken: (name: string) => boolean): string {
  if (!taken(name)) return name;
  const dot = name.indexOf(".");
  const [stem, rest] = dot < 0 ? [name, ""] : [name.slice(0, dot), name.slice(dot)];
  let count = 2;
  while (taken(`${stem}-${count}${rest}`)) count += 1;
  return `${stem}-${count}${rest}`;
}

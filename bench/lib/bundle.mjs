import { build } from "esbuild";

/** Writes one ES module of these lines of `export`, relative to `root`: a part of the engine, without the process that it is in. */
export const bundle = (root, outfile, exports) =>
  build({
    absWorkingDir: root,
    stdin: { contents: exports.join("\n"), resolveDir: root, loader: "ts" },
    bundle: true,
    format: "esm",
    platform: "node",
    external: ["@duckdb/*", "@tensorflow/*"],
    outfile,
    logLevel: "warning",
  });

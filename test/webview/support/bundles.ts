import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { ROOT } from "../../support/paths.ts";
import { tempDir } from "../../support/temp.ts";

let built: Promise<string> | null = null;

/** A directory with the webviews bundled as for a release, built once for a test process. */
export function builtWebviews(): Promise<string> {
  built ??= build();
  return built;
}

async function build(): Promise<string> {
  const outdir = tempDir("trainyard-webviews-");
  const { buildWebviews } = (await import(pathToFileURL(join(ROOT, "src", "dev", "webviews.mjs")).href)) as {
    buildWebviews: (options: { minify: boolean; outdir: string }) => Promise<unknown>;
  };
  await buildWebviews({ minify: true, outdir });
  return outdir;
}

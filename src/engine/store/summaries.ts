import { appendFile, mkdir, readFile } from "node:fs/promises";
import { dirname } from "node:path";
import type { RunSummary } from "../../protocol/run.ts";
import type { Git } from "./git/call.ts";
import { gitFailureOf } from "./git/failure.ts";
import { parseObjects, type ReadObject, readObjects } from "./git/objects.ts";
import { decode, encode } from "./run/codec.ts";
import { parseMessage } from "./run/message.ts";

/** From so many commits on it pays to look into the file first, and to write it. */
const WORTH_A_FILE = 100;

/**
 * The summaries in commits' messages. A commit never changes, so what was read once is remembered: here, and, of long
 * histories, in a file beside the refs. The file can go at any time; a line that is torn is read from git again.
 */
export class Summaries {
  #git: Git;
  #file: string;
  #known = new Map<string, RunSummary | null>();
  #lines: Promise<Map<string, string>> | undefined;

  constructor(git: Git, file: string) {
    this.#git = git;
    this.#file = file;
  }

  /** The summaries of runs by their commits, in order; null for what holds no run of ours or cannot be read. */
  async of(runs: readonly { commit: string; id: string }[]): Promise<(RunSummary | null)[]> {
    let missing = runs.filter(({ commit }) => !this.#known.has(commit));
    if (missing.length >= WORTH_A_FILE) {
      this.#lines ??= readLines(this.#file);
      const lines = await this.#lines;
      for (const { commit, id } of missing) {
        const run = decode<RunSummary>(lines.get(commit) ?? "");
        if (run?.id === id) this.#known.set(commit, run);
      }
      missing = missing.filter(({ commit }) => !this.#known.has(commit));
      this.#lines = undefined; // parsed now; what else is in the file belongs to runs that are not asked for
    }
    if (missing.length > 0) await this.#readFromGit(missing.map(({ commit }) => commit));
    return runs.map(({ commit }) => this.#known.get(commit) ?? null);
  }

  async #readFromGit(missing: string[]): Promise<void> {
    const added: string[] = [];
    for await (const { name, type, bytes } of this.#objects(missing)) {
      const text = type === "commit" && bytes ? bytes.toString("utf8") : "";
      const run = parseMessage(text.slice(text.indexOf("\n\n") + 2)) ?? null;
      this.#known.set(name, run);
      if (run) added.push(`${name} ${encode(run)}\n`);
    }
    if (added.length < WORTH_A_FILE) return;
    await mkdir(dirname(this.#file), { recursive: true })
      .then(() => appendFile(this.#file, `\n${added.join("")}`))
      .catch(() => undefined); // a repository that can only be read is listed all the same
  }

  /** Each of `names`, once. A damaged object ends `cat-file`: go on behind it. */
  async *#objects(names: string[]): AsyncGenerator<ReadObject> {
    let rest = names;
    while (rest.length > 0) {
      const asked = rest;
      const objects = await this.#git.bytes(readObjects(asked)).catch((error) => {
        const failed = gitFailureOf(error);
        if (!failed) throw error;
        const whole = parseObjects(failed.stdout, asked);
        return [...whole, { name: asked[whole.length] ?? "", type: "damaged", bytes: null }];
      });
      yield* objects.slice(0, asked.length);
      rest = asked.slice(Math.max(1, objects.length));
    }
  }
}

async function readLines(file: string): Promise<Map<string, string>> {
  const lines = new Map<string, string>();
  const text = await readFile(file, "utf8").catch(() => "");
  for (let at = 0; at < text.length; ) {
    const found = text.indexOf("\n", at);
    const end = found < 0 ? text.length : found;
    const space = text.indexOf(" ", at);
    if (space > at && space < end) lines.set(text.slice(at, space), text.slice(space + 1, end));
    at = end + 1;
  }
  return lines;
}

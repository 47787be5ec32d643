import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Binding, TensorMetadata } from "./binding.ts";
import { CompileRefused } from "./refused.ts";
import { encodeSavedModel, type GraphNode, TAG } from "./saved-model.ts";

/** A graph in native memory, with the variables that live in it. Calls block; a failed one throws `CompileRefused`. */
export class Session {
  readonly #binding: Binding;
  readonly #id: number;
  #closed = false;

  constructor(binding: Binding, nodes: readonly GraphNode[]) {
    this.#binding = binding;
    const directory = mkdtempSync(join(tmpdir(), "trainyard-graph-"));
    try {
      writeFileSync(join(directory, "saved_model.pb"), encodeSavedModel(nodes));
      this.#id = binding.loadSavedModel(directory, TAG);
    } catch (cause) {
      throw new CompileRefused("native", `TensorFlow does not take the graph: ${sentenceOf(cause)}`, { cause });
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  }

  /** `feeds`: native tensors by the node they stand for, which stay the caller's. Gives native tensors, which become the caller's. */
  run(feeds: ReadonlyMap<string, number>, fetches: readonly string[]): TensorMetadata[] {
    const names = [...feeds.keys()].map(port).join(",");
    try {
      return this.#binding.runSavedModel(this.#id, [...feeds.values()], names, fetches.map(port).join(","));
    } catch (cause) {
      throw new CompileRefused("native", `TensorFlow failed in the compiled step: ${sentenceOf(cause)}`, { cause });
    }
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#binding.deleteSavedModel(this.#id);
  }
}

const port = (name: string): string => (name.includes(":") ? name : `${name}:0`);

function sentenceOf(cause: unknown): string {
  const text = cause instanceof Error ? cause.message : String(cause);
  return text.replace(/\s+/g, " ").slice(0, 300);
}

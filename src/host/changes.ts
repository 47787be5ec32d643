import * as vscode from "vscode";
import type { Contract } from "../protocol/contract.ts";
import type { Client } from "../protocol/rpc.ts";
import type { CodeChange } from "../protocol/run.ts";

const SCHEME = "trainyard-run";

interface Pair {
  folder: string;
  runs: [string, string];
}

type Side = "before" | "after";

/** The code of two runs where it differs, as read-only documents. A window that is reloaded asks for them again. */
export class RunChanges implements vscode.TextDocumentContentProvider {
  #client: Client<Contract>;
  #newest: { key: string; changes: Promise<CodeChange[]> } | undefined;
  #registration = vscode.workspace.registerTextDocumentContentProvider(SCHEME, this);

  constructor(client: Client<Contract>) {
    this.#client = client;
  }

  of(pair: Pair): Promise<CodeChange[]> {
    const key = JSON.stringify(pair);
    if (this.#newest?.key !== key) this.#newest = { key, changes: this.#client.request("run/changes", pair) };
    return this.#newest.changes;
  }

  /** Resource, left and right of one file, as `vscode.changes` wants them. */
  uris(pair: Pair, path: string): [vscode.Uri, vscode.Uri, vscode.Uri] {
    const side = (name: Side) => vscode.Uri.from({ scheme: SCHEME, path: `/${path}`, query: JSON.stringify({ ...pair, side: name }) });
    return [vscode.Uri.file(`/${path}`), side("before"), side("after")];
  }

  async provideTextDocumentContent({ query, path }: vscode.Uri): Promise<string> {
    const { side, ...pair } = JSON.parse(query) as Pair & { side: Side };
    const changes = await this.of(pair);
    return changes.find((change) => `/${change.path}` === path)?.[side] ?? "";
  }

  dispose(): void {
    this.#registration.dispose();
  }
}

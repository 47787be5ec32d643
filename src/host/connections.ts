import type { Memento, SecretStorage } from "vscode";
import type { Contract } from "../protocol/contract.ts";
import type { Client } from "../protocol/rpc.ts";

const NAMES = "trainyard.connections";
const keyOf = (name: string): string => `trainyard.connection.${name}`;

/**
 * URLs of databases, by the name of their connection: in VS Code's secret storage and, while it runs, in the engine's
 * memory. Only their names are kept elsewhere, because secrets cannot be listed.
 */
export class Connections {
  readonly #names: Pick<Memento, "get" | "update">;
  readonly #secrets: Pick<SecretStorage, "get" | "store" | "delete">;

  constructor(names: Pick<Memento, "get" | "update">, secrets: Pick<SecretStorage, "get" | "store" | "delete">) {
    this.#names = names;
    this.#secrets = secrets;
  }

  names(): string[] {
    return this.#names.get<string[]>(NAMES, []);
  }

  async add(name: string, url: string): Promise<void> {
    await this.#secrets.store(keyOf(name), url);
    await this.#names.update(NAMES, [...new Set([...this.names(), name])].sort());
  }

  async remove(name: string): Promise<void> {
    await this.#secrets.delete(keyOf(name));
    await this.#names.update(
      NAMES,
      this.names().filter((other) => other !== name),
    );
  }

  /** Hands all of them to an engine, in place of what it held. */
  async handTo(engine: Pick<Client<Contract>, "request">): Promise<void> {
    const urls = await Promise.all(this.names().map(async (name) => [name, await this.#secrets.get(keyOf(name))] as const));
    const connections = Object.fromEntries(urls.flatMap(([name, url]) => (url === undefined ? [] : [[name, url]])));
    await engine.request("connections/hold", { connections });
  }
}

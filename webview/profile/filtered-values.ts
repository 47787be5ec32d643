import type { PanelContract } from "../../src/protocol/panel.ts";
import type { ColumnProfile } from "../../src/protocol/profile.ts";
import { type ColumnValues, MOST_COUNTED, type RowsWhere } from "../../src/protocol/rows.ts";
import type { Client } from "../../src/protocol/rpc.ts";

/**
 * Distributions of columns among the rows that pass the filters, on the profile's own bins; asked for as columns come into
 * view, several at once. Of the newest filters only.
 */
export class FilteredValues {
  #client: Client<PanelContract>;
  #changed: () => void;
  #key = "";
  #known = new Map<string, ColumnValues>();
  #wanted = new Map<string, ColumnProfile>();
  #abort: AbortController | null = null;

  constructor(client: Client<PanelContract>, changed: () => void) {
    this.#client = client;
    this.#changed = changed;
  }

  /** Counts of this column; null while they are not known. `where` says of which rows. */
  of(column: ColumnProfile, where: RowsWhere & { folder: string }): ColumnValues | null {
    const key = JSON.stringify(where);
    if (key !== this.#key) {
      this.#key = key;
      this.#known.clear();
      this.#wanted.clear();
      this.#abort?.abort();
      this.#abort = null;
    }
    const known = this.#known.get(column.name);
    if (known) return known;
    if (this.#wanted.size === 0 && !this.#abort) queueMicrotask(() => void this.#fetch(where));
    this.#wanted.set(column.name, column);
    return null;
  }

  dispose(): void {
    this.#abort?.abort();
  }

  async #fetch(where: RowsWhere & { folder: string }): Promise<void> {
    const key = this.#key;
    const columns = [...this.#wanted.values()].slice(0, MOST_COUNTED);
    if (columns.length === 0 || this.#abort || JSON.stringify(where) !== key) return;
    const abort = new AbortController();
    this.#abort = abort;
    const edges = Object.fromEntries(columns.flatMap(({ name, histogram }) => (histogram ? [[name, edgesOf(histogram)]] : [])));
    const query = { ...where, columns: columns.map(({ name }) => name), edges };
    const found = await this.#client.request("data/column-values", query, { signal: abort.signal }).catch(() => null);
    if (this.#abort !== abort) return;
    this.#abort = null;
    for (const { name } of columns) this.#wanted.delete(name);
    for (const values of found ?? []) this.#known.set(values.name, values);
    if (!found) return;
    this.#changed();
    if (this.#wanted.size > 0) void this.#fetch(where);
  }
}

const edgesOf = (bins: readonly { from: number; to: number }[]): number[] => [...bins.map(({ from }) => from), bins.at(-1)?.to ?? 0];

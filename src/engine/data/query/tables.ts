/** A table that a query names where a file may be meant. */
export interface NamedTable {
  name: string;
  /** Given by the query; empty where it gives none. */
  alias: string;
  /** Position in bytes. */
  at: number;
}

export interface Named {
  tables: NamedTable[];
  functions: { name: string; at: number }[];
}

interface Node {
  type?: string;
  alias?: string;
  query_location?: number;
  table_name?: string;
  schema_name?: string;
  catalog_name?: string;
  function?: { function_name?: string };
  cte_map?: { map?: { key?: string }[] };
}

/** Tables and table functions in a query as DuckDB serialises it; names that the query itself defines are left out. */
export function namedIn(tree: unknown): Named {
  const defined = new Set<string>();
  const named: Named = { tables: [], functions: [] };
  const walk = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    const node = value as Node;
    for (const { key } of node.cte_map?.map ?? []) if (key) defined.add(key.toLowerCase());
    const at = node.query_location ?? 0;
    if (node.type === "BASE_TABLE") {
      const name = [node.catalog_name, node.schema_name, node.table_name].filter(Boolean).join(".");
      named.tables.push({ name, alias: node.alias ?? "", at });
    }
    if (node.type === "TABLE_FUNCTION") named.functions.push({ name: node.function?.function_name ?? "", at });
    for (const child of Object.values(value)) walk(child);
  };
  walk(tree);
  return { ...named, tables: named.tables.filter(({ name }) => !defined.has(name.toLowerCase())) };
}

/** A name as an SQL identifier. */
export const ident = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** A text as an SQL literal. */
export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** A number as a DOUBLE: a bare decimal literal is a DECIMAL and would lose its last bits. */
export const double = (value: number): string => `'${value}'::DOUBLE`;

/** A path for DuckDB's readers, which would otherwise expand `[`, `*` and `?` in it. */
export const pathLiteral = (path: string): string => literal(path.replace(/[[*?]/g, (char) => `[${char}]`));

/** Items in groups of at most `size`: one statement over thousands of columns takes minutes and gigabytes. */
export function batches<T>(items: readonly T[], size: number): T[][] {
  const groups: T[][] = [];
  for (let start = 0; start < items.length; start += size) groups.push(items.slice(start, start + size));
  return groups;
}

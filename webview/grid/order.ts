import type { RowOrder } from "../../src/protocol/rows.ts";

/** The order after a click on a header: ascending, descending, none. With `more`, beside the other columns instead of in their place. */
export function nextOrder(order: readonly RowOrder[], column: string, more: boolean): RowOrder[] {
  const known = order.find((entry) => entry.column === column);
  const next: RowOrder | null = !known ? { column } : known.descending ? null : { column, descending: true };
  if (!more) return next ? [next] : [];
  if (!known) return [...order, { column }];
  return order.flatMap((entry) => (entry.column !== column ? [entry] : next ? [next] : []));
}

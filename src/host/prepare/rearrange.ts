import { blanksAfterComments, hasComment, type Item, type Sequence } from "./sequence.ts";

/** The items in another order: each takes its comments along, blanks stay where they are. */
export function moveItem(sequence: Sequence, from: number, to: number): Sequence {
  const order = sequence.items.map((_, index) => index);
  order.splice(to, 0, ...order.splice(from, 1));
  return {
    ...sequence,
    items: order.map((old, at) => {
      const [item, place] = [sequence.items[old] as Item, sequence.items[at] as Item];
      return { ...item, fixed: place.fixed, own: ownAt(item, blanksAfterComments(place.own)) };
    }),
  };
}

/** Without the item `at` and the comments that stand with it. */
export function removeItem(sequence: Sequence, at: number): Sequence {
  const { items, tail } = sequence;
  const gone = items[at] as Item;
  const left = items.filter((_, index) => index !== at);
  if (left.length === 0) {
    const rest = gone.fixed + tail;
    return { ...sequence, items: [], trailingComma: false, tail: hasComment(rest) ? rest : "" };
  }
  const shifted = left.map((item, index): Item => {
    const fixed = index === at ? gone.fixed + item.fixed : item.fixed;
    return { ...item, fixed, own: ownAt(item, blanksAfterComments(items[index]?.own ?? item.own)) };
  });
  return { ...sequence, items: shifted, tail: at === left.length ? gone.fixed + tail : tail };
}

/** With `node` at position `at`; `indent`: line break and blanks for an item of a list that has none yet, or "" to stay on the line. */
export function insertItem(sequence: Sequence, at: number, node: string, indent: { item: string; close: string }): Sequence {
  const { items, tail } = sequence;
  const made = (own: string, fixed = ""): Item => ({ fixed, own, node, gap: "", trail: "" });
  if (items.length === 0) {
    const kept = hasComment(tail) ? tail.trimEnd() : "";
    return { ...sequence, items: [{ ...made(indent.item || (kept && " ")), fixed: kept }], tail: indent.close };
  }
  const blanks = items.map(({ own }) => blanksAfterComments(own));
  const more = items.length > 1 ? (blanks.at(-1) as string) : blanks[0] || " ";
  const places = [...blanks, more];
  const place = items[at];
  const next = items.flatMap((item, index) => (index === at ? [made(places[at] as string, place?.fixed), { ...item, fixed: "" }] : [item]));
  if (at >= items.length) next.push(made(more));
  return { ...sequence, items: next.map((item, index) => ({ ...item, own: ownAt(item, places[index] as string) })) };
}

/** An item's own comments where it has some, else the blanks of its new place. */
const ownAt = (item: Item, blanks: string): string => (hasComment(item.own) ? item.own : blanks);

/** A piece of a text, from `at`, that is replaced by another. */
export interface Edit {
  at: number;
  length: number;
  text: string;
}

/** Applies edits, and tells where a position of the new text was in the old. */
export function edited(text: string, edits: readonly Edit[]): { text: string; original(position: number): number } {
  const ordered = [...edits].sort((a, b) => a.at - b.at);
  let result = "";
  let from = 0;
  const starts: { at: number; was: number; end: number }[] = [];
  for (const { at, length, text: by } of ordered) {
    result += text.slice(from, at);
    starts.push({ at: result.length, was: at, end: result.length + by.length });
    result += by;
    from = at + length;
  }
  result += text.slice(from);
  const original = (position: number) => {
    const index = starts.findLastIndex(({ at }) => at <= position);
    const [edit, old] = [starts[index], ordered[index]];
    if (!edit || !old) return position;
    return position < edit.end ? edit.was : old.at + old.length + (position - edit.end);
  };
  return { text: result, original };
}

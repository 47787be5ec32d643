const RESERVED = new Set(["__row", "__split", "__unread"]);

/**
 * Column names as they stand, made distinct as DuckDB needs them (upper and lower case are one to it): an empty name
 * becomes `column_<position>`, a repeated or reserved one gets `_2`, `_3`...
 */
export function distinctNames(raw: readonly string[]): { names: string[]; notes: string[] } {
  const taken = new Set(RESERVED);
  const wanted = new Set(raw.map((name) => name.toLowerCase()));
  const notes: string[] = [];
  const names = raw.map((original, i) => {
    const base = original.trim() === "" ? `column_${i + 1}` : original;
    const fits = (name: string) => !taken.has(name.toLowerCase()) && (name === original || !wanted.has(name.toLowerCase()));
    let name = base;
    for (let n = 2; !fits(name); n += 1) name = `${base}_${n}`;
    taken.add(name.toLowerCase());
    if (name !== original) notes.push(noteOn(original, name, i + 1));
    return name;
  });
  return { names, notes: summarised(notes) };
}

function noteOn(original: string, name: string, position: number): string {
  if (original.trim() === "") return `Column ${position} has no name: it is called "${name}".`;
  if (RESERVED.has(original.toLowerCase())) return `The name "${original}" is used by Trainyard: the column is called "${name}".`;
  return `The name "${original}" of column ${position} is taken by an earlier column: it is called "${name}".`;
}

function summarised(notes: string[]): string[] {
  if (notes.length <= 10) return notes;
  return [...notes.slice(0, 9), `${notes.length - 9} more columns were renamed for the same reasons.`];
}

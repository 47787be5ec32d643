import { plural } from "../../../shared/format.ts";
import { columnsDiffer } from "../errors.ts";

interface Named {
  file: string;
  /** Distinct. */
  names: readonly string[];
}

export interface Aligned {
  /** Of all files: the first file's in its order, then what later ones add. */
  names: string[];
  /** For each file, where each of its columns stands among `names`. */
  places: number[][];
  notes: string[];
}

/** Brings several files of one shape together by column name, whatever the order. Throws where a name is not in each of them, unless `union`. */
export function align(files: readonly Named[], union: boolean): Aligned {
  const names: string[] = [];
  const position = new Map<string, number>();
  const places = files.map((one) =>
    one.names.map((name) => {
      const known = position.get(name.toLowerCase());
      if (known !== undefined) return known;
      position.set(name.toLowerCase(), names.length);
      return names.push(name) - 1;
    }),
  );
  const lacking = names.map((_, i) => places.filter((own) => !own.includes(i)).length);
  if (!union) checkSame(files, places);
  const notes = names.flatMap((name, i) => {
    const count = lacking[i] as number;
    return count === 0 ? [] : [`"${name}" is not in ${count} of ${plural(files.length, "file")}: missing there.`];
  });
  return { names, places, notes };
}

function checkSame(files: readonly Named[], places: number[][]): void {
  const [first] = files as [Named];
  for (const [k, { file, names }] of files.entries()) {
    const own = new Set(places[k]);
    const lacks = first.names.filter((_, i) => !own.has(i));
    const adds = names.filter((_, i) => (places[k]?.[i] as number) >= first.names.length);
    if (lacks.length + adds.length > 0) throw columnsDiffer(file, first.file, lacks, adds);
  }
}

const MISSING = new Set(["", "NA", "N/A", "NULL", "null", "None", "#N/A", "NaN", "nan"]);

/** What a delimited text holds, by a reader of our own that knows nothing of the engine's. Blanks around quotes are no part of a value. */
export interface PlainTable {
  names: string[];
  /** Rows that have as many values as there are names; missing values too many are no values. */
  rows: string[][];
  /** How many others there are. */
  unfit: number;
  /** A quote is never closed. */
  open: boolean;
}

export function readPlain(text: string, delimiter: string): PlainTable {
  const records: string[][] = [];
  const loose: boolean[] = [];
  let [fields, field, state, bad] = [[] as string[], "", "start" as "start" | "bare" | "quoted" | "after" | "closed", false];
  const all = text.replace(/^\ufeff/, "").replace(/\r\n?/g, "\n");
  const end = () => {
    if (fields.length > 0 || field !== "" || state === "after" || state === "closed") {
      records.push([...fields, field]);
      loose.push(bad);
    }
    [fields, field, state, bad] = [[], "", "start", false];
  };
  for (const char of all) {
    if (state === "quoted") {
      if (char === '"') state = "after";
      else field += char;
    } else if (char === "\n") end();
    else if (char === delimiter) {
      fields.push(field);
      [field, state] = ["", "start"];
    } else if (char === '"' && state === "after") {
      field += '"';
      state = "quoted";
    } else if (char === '"' && state !== "bare" && field.trim() === "") [field, state] = ["", "quoted"];
    else if (state === "after" || state === "closed") {
      state = "closed";
      if (char !== " ") bad = true;
    } else {
      if (char !== " ") state = "bare";
      field += char;
    }
  }
  const open = state === "quoted";
  end();
  const [names = [], ...others] = records;
  const trimmed = others.map((values) => {
    const kept = [...values];
    while (kept.length > names.length && MISSING.has(kept.at(-1) as string)) kept.pop();
    return kept;
  });
  const fits = (values: string[], i: number) => values.length === names.length && !loose[i + 1];
  const rows = trimmed.filter(fits);
  return { names, rows, unfit: trimmed.length - rows.length, open };
}

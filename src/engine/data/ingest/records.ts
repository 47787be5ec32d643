export interface TextRecord {
  /** Line it starts in, from 1. */
  line: number;
  fields: string[];
}

/**
 * Splits delimited text (RFC 4180, LF or CRLF) into records; blank lines are left out.
 * For looking at the head of a file: the last record is left out where `complete` is false.
 */
export function readRecords(text: string, delimiter: string, limit: number, complete: boolean): TextRecord[] {
  const records: TextRecord[] = [];
  let at = 0;
  let line = 1;
  while (at < text.length && records.length < limit) {
    const started = line;
    const fields: string[] = [];
    let ended = false;
    let closed = true;
    while (!ended) {
      let field = "";
      const quote = text[at] === " " ? skipBlanks(text, at) : at;
      if (text[quote] === '"') {
        const quoted = readQuoted(text, quote);
        field = quoted.value;
        closed = quoted.closed;
        line += countNewlines(text, at, quoted.end);
        at = skipBlanks(text, quoted.end);
      }
      let end = at;
      while (end < text.length && text[end] !== "\n" && !text.startsWith(delimiter, end)) end += 1;
      const atNewline = text[end] === "\n";
      const bare = text.slice(at, atNewline && text[end - 1] === "\r" && end > at ? end - 1 : end);
      fields.push(field + bare);
      ended = end >= text.length || atNewline;
      at = ended ? end + 1 : end + delimiter.length;
    }
    const cut = at > text.length && !complete;
    if (!cut && closed && !(fields.length === 1 && fields[0] === "")) records.push({ line: started, fields });
    line += 1;
  }
  return records;
}

/** Blanks around quotes are no part of a value. */
function skipBlanks(text: string, at: number): number {
  let end = at;
  while (text[end] === " ") end += 1;
  return end;
}

function readQuoted(text: string, start: number): { value: string; end: number; closed: boolean } {
  let value = "";
  let from = start + 1;
  for (;;) {
    const quote = text.indexOf('"', from);
    if (quote === -1) return { value: value + text.slice(from), end: text.length, closed: false };
    value += text.slice(from, quote);
    if (text[quote + 1] !== '"') return { value, end: quote + 1, closed: true };
    value += '"';
    from = quote + 2;
  }
}

function countNewlines(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = text.indexOf("\n", from); at !== -1 && at < to; at = text.indexOf("\n", at + 1)) count += 1;
  return count;
}

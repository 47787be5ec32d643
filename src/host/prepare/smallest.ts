/** The shortest replacement that makes `after` of `before`. */
export function smallestEdit(before: string, after: string): { from: number; to: number; text: string } {
  const most = Math.min(before.length, after.length);
  let from = 0;
  while (from < most && before[from] === after[from]) from += 1;
  let same = 0;
  while (same < most - from && before[before.length - 1 - same] === after[after.length - 1 - same]) same += 1;
  if (splitsPair(before, from)) from -= 1;
  if (splitsPair(before, before.length - same)) same -= 1;
  return { from, to: before.length - same, text: after.slice(from, after.length - same) };
}

/** In the middle of a line break or of a character beyond the first 65,536: editors have no place there. */
function splitsPair(text: string, at: number): boolean {
  const [before = 0, after = 0] = [text.charCodeAt(at - 1), text.charCodeAt(at)];
  return (before === 13 && after === 10) || (before >= 0xd800 && before < 0xdc00 && after >= 0xdc00 && after < 0xe000);
}

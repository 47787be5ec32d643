import assert from "node:assert/strict";
import { DATE_FORMATS } from "../../src/engine/data/profile/date-formats.ts";
import { dateReader } from "../../src/engine/recipe/dates/format.ts";
import { randomFrom } from "../../src/engine/train/random.ts";

const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
const two = (value: number) => String(value).padStart(2, "0");

function written(format: string, date: Date): string {
  const hour = date.getUTCHours();
  const codes: Record<string, string> = {
    Y: String(date.getUTCFullYear()),
    y: two(date.getUTCFullYear() % 100),
    m: two(date.getUTCMonth() + 1),
    d: two(date.getUTCDate()),
    b: (MONTHS[date.getUTCMonth()] as string).slice(0, 3),
    B: MONTHS[date.getUTCMonth()] as string,
    H: two(hour),
    I: String(hour % 12 || 12),
    M: two(date.getUTCMinutes()),
    S: two(date.getUTCSeconds()),
    p: hour < 12 ? "AM" : "PM",
  };
  return format.replace(/%(\w)/g, (_, letter: string) => codes[letter] as string);
}

/** What a format leaves of a time. */
function cut(format: string, date: Date): number {
  const unit = format.includes("%S") ? 1000 : format.includes("%M") ? 60_000 : 86_400_000;
  return Math.floor(date.getTime() / unit) * unit;
}

describe("formats of dates in text", () => {
  it("are told by how dates are written, and each is one that change-type reads as the same time", () => {
    const random = randomFrom(7, "sample");
    for (const { format, fits } of DATE_FORMATS)
      for (let i = 0; i < 20; i += 1) {
        const date = new Date(
          Date.UTC(1970 + random.below(98), random.below(12), 1 + random.below(28), random.below(24), random.below(60), random.below(60)),
        );
        const text = written(format, date);
        assert.ok(fits(text), `${format}: ${text}`);
        assert.equal(dateReader(format)(text), cut(format, date), `${format}: ${text}`);
      }
  });

  it("are not what is no date", () => {
    for (const text of ["13/13/2024", "2024-00-10", "Foo 3, 2024", "12:30", "1.2.3", "Jan 5 2024 25:00", "apples 2024", ""])
      assert.deepEqual(
        DATE_FORMATS.filter(({ fits }) => fits(text)),
        [],
        text,
      );
  });
});

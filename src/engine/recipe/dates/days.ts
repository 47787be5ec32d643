const DAY = 86_400_000;

/** Reads what is the same for a whole day once a day: dates in a file repeat. NaN where the time is missing. */
export function dayReader(times: Float64Array): (read: (day: Date) => number) => Float64Array {
  const numbers = new Map<number, number>(); // NaN equals itself as a key
  const rows = new Int32Array(times.length);
  for (let row = 0; row < rows.length; row += 1) {
    const day = Math.floor((times[row] as number) / DAY);
    let number = numbers.get(day);
    if (number === undefined) {
      number = numbers.size;
      numbers.set(day, number);
    }
    rows[row] = number;
  }
  return (read) => {
    const byDay = Float64Array.from(numbers.keys(), (day) => (Number.isNaN(day) ? Number.NaN : read(new Date(day * DAY))));
    const values = new Float64Array(rows.length);
    for (let row = 0; row < rows.length; row += 1) values[row] = byDay[rows[row] as number] as number;
    return values;
  };
}

import { progressBar } from "./bar.ts";

export interface Terminal {
  /** The result, for people: stdout; silent with `--json`. */
  print(text: string): void;
  /** One JSON value on stdout: laid out for a person who watches, on one line for a program. */
  json(value: unknown): void;
  /** What went on, what went wrong: stderr. */
  note(text: string): void;
  /** Redraws one line on stderr; only where a person is watching. */
  progress(message: string, fraction?: number): void;
  clearProgress(): void;
  width: number;
  colour: boolean;
}

const BAR_WIDTH = 24;
const PLAIN_EVERY_MS = 5_000;

export function createTerminal(json: boolean): Terminal {
  const watched = process.stderr.isTTY === true;
  let drawn = false;
  let lastPlain = Date.now();
  const clearProgress = () => {
    if (drawn) process.stderr.write("\r\u001b[2K");
    drawn = false;
  };
  return {
    print(text) {
      clearProgress();
      if (!json) process.stdout.write(`${text}\n`);
    },
    json(value) {
      clearProgress();
      if (json) process.stdout.write(`${JSON.stringify(value, null, process.stdout.isTTY ? 2 : undefined)}\n`);
    },
    note(text) {
      clearProgress();
      process.stderr.write(`${text}\n`);
    },
    progress(message, fraction) {
      const bar = fraction === undefined ? "" : `${progressBar(fraction, BAR_WIDTH)} ${String(Math.round(fraction * 100)).padStart(3)} %  `;
      if (watched) {
        clearProgress();
        process.stderr.write(`${bar}${message}`.slice(0, (process.stderr.columns ?? 80) - 1));
        drawn = true;
      } else if (!json && Date.now() - lastPlain > PLAIN_EVERY_MS) {
        lastPlain = Date.now();
        process.stderr.write(`${bar}${message}\n`);
      }
    },
    clearProgress,
    width: process.stdout.columns ?? 80,
    colour: process.stdout.isTTY === true && !process.env.NO_COLOR,
  };
}

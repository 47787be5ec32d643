declare function setTimeout(run: () => void, ms: number): unknown;

/**
 * Calls `send` at once, then at most once every `ms` with the newest value; nothing newest is ever lost.
 * `flush` sends what waits, now.
 */
export function throttle<T>(send: (value: T) => void, ms: number): { push(value: T): void; flush(): void } {
  let last = Number.NEGATIVE_INFINITY;
  let waiting: { value: T } | undefined;
  let timer = false;
  const flush = () => {
    if (!waiting) return;
    const { value } = waiting;
    waiting = undefined;
    last = Date.now();
    send(value);
  };
  return {
    push(value) {
      waiting = { value };
      const due = last + ms - Date.now();
      if (due <= 0) return flush();
      if (timer) return;
      timer = true;
      setTimeout(() => {
        timer = false;
        flush();
      }, due);
    },
    flush,
  };
}

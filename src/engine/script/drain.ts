/**
 * Waits as plain Node would: until nothing is left to do. The channel to our parent does not count.
 * Rejects with what the script throws outside of any promise that it awaits, unless it handles that itself.
 */
export function untilDrained(): { ended: Promise<void>; release(): void } {
  const others = process.listenerCount("uncaughtException");
  let onDrained: () => void = () => undefined;
  let onThrown: (error: unknown) => void = () => undefined;
  const ended = new Promise<void>((resolve, reject) => {
    onDrained = resolve;
    onThrown = (error) => {
      if (process.listenerCount("uncaughtException") <= others + 1) reject(error);
    };
  });
  process.once("beforeExit", onDrained);
  process.on("uncaughtException", onThrown);
  process.channel?.unref();
  return {
    ended,
    release() {
      process.channel?.ref();
      process.off("beforeExit", onDrained);
      process.off("uncaughtException", onThrown);
    },
  };
}

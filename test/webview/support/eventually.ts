import { until } from "../../support/wait.ts";

/** Waits until `check` no longer throws; throws what it threw last when it never does. */
export async function eventually(check: () => void | Promise<void>, ms = 60_000): Promise<void> {
  let last: unknown;
  const passes = async () => {
    try {
      await check();
      return true;
    } catch (error) {
      last = error;
      return false;
    }
  };
  await until(passes, ms).catch(() => {
    throw last;
  });
}

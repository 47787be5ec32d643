/** Does `work` while time passes so that a native call is given one step, or as many as there are. */
export async function withCalls<T>(calls: "short" | "long", work: () => Promise<T>): Promise<T> {
  const { now } = performance;
  let time = now.call(performance);
  performance.now = () => {
    time += calls === "short" ? 1000 : 1e-6;
    return time;
  };
  try {
    return await work();
  } finally {
    performance.now = now;
  }
}

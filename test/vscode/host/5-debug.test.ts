import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import { until } from "../harness/wait.ts";
import { command, folder, lensTitles } from "./support.ts";

const SCRIPT = `import * as tf from "@tensorflow/tfjs";

interface Step {
  loss: number;
}

const weight: tf.Variable = tf.variable(tf.scalar(3));
const optimizer = tf.train.sgd(0.1);
for (let step = 0; step < 3; step += 1) {
  const cost = optimizer.minimize(() => weight.square() as tf.Scalar, true) as tf.Scalar;
  const seen: Step = { loss: cost.dataSync()[0] as number };
  console.log(step, seen.loss);
}
`;
const LINE = 12;

describe("Debug", () => {
  it("stops at a breakpoint in TypeScript, with the user's own lines and values, and the run is kept", async () => {
    const file = join(folder(), "loop.ts");
    writeFileSync(file, SCRIPT);
    await until("the lens is there", async () => (await lensTitles(file)).includes("Debug"));
    const at = new vscode.SourceBreakpoint(new vscode.Location(vscode.Uri.file(file), new vscode.Position(LINE - 1, 0)));
    vscode.debug.addBreakpoints([at]);
    let session: vscode.DebugSession | undefined;
    let stops = 0;
    let ended = 0;
    const tracker = vscode.debug.registerDebugAdapterTrackerFactory("*", {
      createDebugAdapterTracker: (of) => ({
        onDidSendMessage(message: { type: string; event?: string }) {
          if (message.type !== "event" || message.event !== "stopped") return;
          stops += 1;
          session = of;
        },
      }),
    });
    const ends = vscode.debug.onDidTerminateDebugSession(() => {
      ended += 1;
    });
    try {
      const started = await command<{ id: string }>("debug", { file });
      assert.ok(started?.id);
      await until("it has stopped", () => stops === 1);
      const stopped = session as unknown as vscode.DebugSession;
      const threads = await stopped.customRequest("threads");
      const { stackFrames } = await stopped.customRequest("stackTrace", { threadId: threads.threads[0].id, startFrame: 0, levels: 1 });
      const [frame] = stackFrames;
      assert.equal(frame.line, LINE);
      assert.ok(frame.source.path.endsWith(file), frame.source.path);
      const { result } = await stopped.customRequest("evaluate", { expression: "seen.loss", frameId: frame.id, context: "repl" });
      assert.equal(result, "9");
      vscode.debug.removeBreakpoints([at]);
      await stopped.customRequest("continue", { threadId: threads.threads[0].id });
      await until("the session is over", () => ended > 0);
      await until("the run is kept", async () => (await lensTitles(file)).some((title) => /loss/.test(title)));
      assert.equal(stops, 1);
    } finally {
      vscode.debug.removeBreakpoints([at]);
      tracker.dispose();
      ends.dispose();
    }
  });
});

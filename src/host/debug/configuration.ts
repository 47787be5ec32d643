import { basename, dirname, join } from "node:path";
import type { DebugConfiguration } from "vscode";

export interface DebugTarget {
  /** The script or experiment file. */
  file: string;
  port: number;
  /** Our own folder, whose code the user does not step through. */
  extension: string;
}

/** Attaches VS Code's JavaScript debugger to a worker that waits for it. Its user's TypeScript is where its lines are. */
export const attachConfiguration = ({ file, port, extension }: DebugTarget): DebugConfiguration => ({
  type: "node",
  request: "attach",
  name: `Trainyard: ${basename(file)}`,
  address: "127.0.0.1",
  port,
  cwd: dirname(file),
  continueOnAttach: true,
  skipFiles: ["<node_internals>/**", join(extension, "dist", "**"), "**/node_modules/**"],
  // Only what is compiled in memory has source maps here: built files of the folder have nothing to do with it.
  outFiles: [],
});

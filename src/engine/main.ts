import type { Contract } from "../protocol/contract.ts";
import { serveParent } from "../protocol/process/parent.ts";
import { VERSION } from "../shared/version.ts";
import { behindDoor } from "./door.ts";
import { createEngine, type Engine } from "./engine.ts";
import { handlersOf } from "./handlers.ts";

/** The engine process: one per window or command, forked by the extension host or the CLI. */
let engine: Engine | undefined;

serveParent<Contract>(
  VERSION,
  (notify) => {
    engine = createEngine(notify);
    void engine.temp.sweep();
    return behindDoor(handlersOf(engine));
  },
  async () => {
    await engine?.live.stopAll();
    await engine?.stores.dispose();
    await engine?.data.dispose();
    engine?.temp.dispose();
  },
  (error) => engine?.log("error", "engine", error instanceof Error ? (error.stack ?? error.message) : String(error)),
);

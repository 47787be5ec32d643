import * as vscode from "vscode";
import { BACKENDS, type BackendChoice, type BackendState } from "../../protocol/backend.ts";
import { factsOf } from "../../shared/errors.ts";
import type { Ctx } from "../ctx.ts";
import { pickFolder } from "../folders.ts";
import { changeSetting, setting } from "../settings.ts";

type Item = vscode.QuickPickItem & { choice: BackendChoice };

const CHOICES: readonly BackendChoice[] = ["auto", ...BACKENDS];
const WORDS: Record<BackendChoice, string> = {
  auto: "the fastest for each network",
  tensorflow: "native TensorFlow: fastest for convolutions",
  wasm: "WebAssembly: no installation, fast for small models",
  cpu: "plain JavaScript: slow, works anywhere",
};

/** Sets the backend that runs train on; offers them, each with whether it works here, where none is given. */
export async function selectBackend(ctx: Ctx, arg?: unknown): Promise<{ backend: BackendChoice } | undefined> {
  const backend = CHOICES.find((choice) => choice === arg) ?? (await pick(ctx));
  if (backend === undefined) return undefined;
  await changeSetting("backend", backend);
  return { backend };
}

async function pick(ctx: Ctx): Promise<BackendChoice | undefined> {
  const folder = await pickFolder();
  if (folder === undefined) return undefined;
  const box = vscode.window.createQuickPick<Item>();
  const controller = new AbortController();
  box.title = "Select Backend";
  box.placeholder = "What TensorFlow.js runs on";
  box.matchOnDetail = true;
  box.items = itemsOf(null);
  box.busy = true;
  const lookedAt = ctx.client.request("engine/backends", { folder, choice: "auto" }, { signal: controller.signal });
  lookedAt
    .then((state) => (box.items = itemsOf(state)))
    .catch((error) => (box.title = `Select Backend: ${factsOf(error).message}`))
    .finally(() => (box.busy = false));
  try {
    return await new Promise<BackendChoice | undefined>((resolve) => {
      box.onDidAccept(() => resolve(box.selectedItems[0]?.choice));
      box.onDidHide(() => resolve(undefined));
      box.show();
    });
  } finally {
    controller.abort();
    box.dispose();
  }
}

function itemsOf(state: BackendState | null): Item[] {
  const current = setting("backend");
  return CHOICES.map((choice) => {
    const known = state?.available.find(({ name }) => name === choice);
    const detail =
      choice === "auto" ? state && `Here: ${state.chosen.version}. ${state.chosen.reason}` : (known?.problem ?? known?.version);
    return {
      label: `${known?.problem ? "$(warning)" : choice === current ? "$(check)" : "$(blank)"} ${choice}`,
      description: WORDS[choice],
      ...(detail ? { detail } : {}),
      choice,
    };
  });
}

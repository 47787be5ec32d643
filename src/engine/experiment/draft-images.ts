import type { OwnDraft } from "./draft-forecast.ts";

/**
 * Of a folder of images only the paths are features. They are parted by what they hold: an image stays on its side whatever
 * comes or is renamed, and its copies with it.
 */
export const draftImages = (model: string): OwnDraft => ({
  model,
  split: `{ "method": "stratified", "key": "sha256", "validation": 0.15, "test": 0.15, "seed": 42 }`,
  leftOut: ({ name }) => (name === "path" ? null : "what the image shows is learnt from, not its file"),
});

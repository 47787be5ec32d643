import { DEEPER } from "./deep-layers.ts";
import type { Exhibit } from "./exhibit.ts";
import { FLAT } from "./layers.ts";
import { LOSSES, METRICS } from "./losses.ts";
import { SHAPED, WIRED } from "./wired.ts";

/** Every layer, loss and metric of tfjs-layers in a small model. */
export const ZOO: Exhibit[] = [...FLAT, ...DEEPER, ...LOSSES, ...METRICS, ...WIRED, ...SHAPED];

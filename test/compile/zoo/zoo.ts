import { DEEPER } from "./deep-layers.ts";
import type { Exhibit } from "./exhibit.ts";
import { FLAT } from "./layers.ts";
import { LOSSES, METRICS } from "./losses.ts";
import { OPTIMIZERS } from "./optimizers.ts";
import { RARE } from "./rare-layers.ts";
import { SHAPED, WIRED } from "./wired.ts";

/** Every layer, loss, optimizer and metric of tfjs-layers in a small model. */
export const ZOO: Exhibit[] = [...FLAT, ...DEEPER, ...RARE, ...LOSSES, ...METRICS, ...OPTIMIZERS, ...WIRED, ...SHAPED];

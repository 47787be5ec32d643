import { step } from "./common.ts";

/** Steps that bring numbers to a common scale. */
export const scale = [step("standard-scale", {}), step("min-max-scale", {})] as const;

import { inputError } from "../../shared/errors.ts";
import { TEMPLATES } from "./templates.ts";

export const algorithmUnknown = (algorithm: string) =>
  inputError({
    code: "algorithm-unknown",
    message: `There is no algorithm "${algorithm}".`,
    remedy: `Choose one of ${Object.keys(TEMPLATES).join(", ")}.`,
    place: { field: "model.algorithm" },
  });

import { inputError } from "../../shared/errors.ts";
import { plural } from "../../shared/format.ts";

export const tooFewRowsToCluster = (rows: number, clusters: number) =>
  inputError({
    code: "clusters-too-many",
    message: `${plural(rows, "training row")} cannot be parted into ${clusters} clusters.`,
    remedy: "Make model.clusters smaller, or use more data.",
    place: { field: "model.clusters" },
  });

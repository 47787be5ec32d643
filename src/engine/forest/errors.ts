import { inputError } from "../../shared/errors.ts";
import { formatBytes } from "../../shared/format.ts";

export const forestTooLarge = (trees: number, nodes: number, bytes: number) =>
  inputError({
    code: "forest-too-large",
    message: `${trees.toLocaleString("en")} trees of ${nodes.toLocaleString("en")} nodes would need ${formatBytes(bytes)} of memory; 2 GiB is the most they can use.`,
    remedy: 'Set a larger "minRowsPerLeaf", a "maxDepth", or fewer "trees".',
    place: { field: "model.minRowsPerLeaf" },
  });

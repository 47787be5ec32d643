import type { DoubleMatrix } from "../recipe/matrix.ts";
import { type Axes, project } from "./project.ts";

/** Of each value the squared distance to what its row's places along the components give back, row-major. */
export function squaredResiduals(x: DoubleMatrix, axes: Axes): Float64Array {
  const { mean, components, scales } = axes;
  const placed = project(x, axes);
  const width = mean.length;
  return x.data.map((value, at) => {
    const [row, feature] = [Math.floor(at / width), at % width];
    let rebuilt = mean[feature] as number;
    for (const [k, component] of components.entries())
      rebuilt += (placed[row * components.length + k] as number) * (scales[k] as number) * (component[feature] as number);
    return (value - rebuilt) ** 2;
  });
}

import type { AttributeValue } from "./saved-model.ts";

/** Input that the type `T` of an operation is of, where it is not the first. */
const TYPED_INPUT: Readonly<Record<string, number>> = {
  AvgPool3DGrad: 1,
  AvgPoolGrad: 1,
  Bincount: 2,
  Conv2DBackpropInput: 1,
  Conv3DBackpropInputV2: 1,
  DenseBincount: 2,
  DepthwiseConv2dNativeBackpropInput: 1,
  Fill: 1,
  OneHot: 2,
  ScatterNd: 1,
  Select: 1,
  SelectV2: 1,
  Split: 1,
};

/** Attributes that name the type of an input, by their name and that input. */
const TYPES: Readonly<Record<string, (op: string) => number>> = {
  T: (op) => TYPED_INPUT[op] ?? 0,
  SrcT: () => 0,
  Tparams: () => 0,
};

/** Types that tfjs-node leaves out, and the input that they are of. */
const LEFT_OUT: Readonly<Record<string, readonly [name: string, input: number]>> = { ExpandDims: ["T", 0] };

/**
 * An operation that runs by itself takes its types from what it is given, whatever its attributes say; in a graph they must
 * be right, and tfjs-node's are now and then those of a value before a cast.
 */
export function rightTypes(
  op: string,
  attributes: Record<string, AttributeValue>,
  inputs: readonly number[],
): Record<string, AttributeValue> {
  const entries = Object.entries(attributes).map(([name, value]): [string, AttributeValue] => {
    const type = "type" in value ? inputs[TYPES[name]?.(op) ?? -1] : undefined;
    return [name, type === undefined ? value : { type }];
  });
  const [name, input] = LEFT_OUT[op] ?? [];
  if (name !== undefined && !attributes[name]) entries.push([name, { type: inputs[input as number] as number }]);
  return Object.fromEntries(entries);
}

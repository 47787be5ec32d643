import { PbfWriter } from "pbf";

/** One attribute of an operation: exactly one of these. */
export type AttributeValue =
  | { type: number }
  | { bool: boolean }
  | { int: number }
  | { float: number }
  | { string: string }
  | { shape: readonly number[] | null }
  | { tensor: TensorValue }
  | { ints: readonly number[] }
  | { floats: readonly number[] }
  | { bools: readonly boolean[] }
  | { types: readonly number[] };

export interface TensorValue {
  dtype: number;
  shape: readonly number[];
  values: ArrayBufferView;
}

export interface GraphNode {
  name: string;
  op: string;
  /** Outputs of others, and `^name` for those that only have to come before. */
  inputs: string[];
  attributes: Record<string, AttributeValue>;
}

/** Tag of the only graph in a file. */
export const TAG = "trainyard";
/** Of graphs that TensorFlow 2.12 writes: what operations mean is fixed by it. */
const PRODUCER = 1395;

/** A SavedModel's file `saved_model.pb` (tensorflow/core/protobuf/saved_model.proto) that holds one graph and no variables. */
export function encodeSavedModel(nodes: readonly GraphNode[]): Uint8Array {
  const out = new PbfWriter();
  out.writeVarintField(1, 1); // saved_model_schema_version
  out.writeMessage(2, writeMetaGraph, nodes);
  return out.finish();
}

function writeMetaGraph(nodes: readonly GraphNode[], out: PbfWriter): void {
  out.writeMessage(1, writeInfo, null);
  out.writeMessage(2, writeGraph, nodes);
}

function writeInfo(_: null, out: PbfWriter): void {
  out.writeStringField(4, TAG);
  out.writeStringField(5, "2.12.1");
}

function writeGraph(nodes: readonly GraphNode[], out: PbfWriter): void {
  for (const node of nodes) out.writeMessage(1, writeNode, node);
  out.writeMessage(4, (_, versions) => versions.writeVarintField(1, PRODUCER), null);
}

function writeNode({ name, op, inputs, attributes }: GraphNode, out: PbfWriter): void {
  out.writeStringField(1, name);
  out.writeStringField(2, op);
  for (const input of inputs) out.writeStringField(3, input);
  for (const [key, value] of Object.entries(attributes)) {
    out.writeMessage(
      5,
      (_, entry) => {
        entry.writeStringField(1, key);
        entry.writeMessage(2, writeAttribute, value);
      },
      null,
    );
  }
}

/** tensorflow/core/framework/attr_value.proto */
function writeAttribute(value: AttributeValue, out: PbfWriter): void {
  if ("string" in value) out.writeBytesField(2, Buffer.from(value.string));
  else if ("int" in value) out.writeVarintField(3, value.int);
  else if ("float" in value) out.writeFloatField(4, value.float);
  else if ("bool" in value) out.writeBooleanField(5, value.bool);
  else if ("type" in value) out.writeVarintField(6, value.type);
  else if ("shape" in value) out.writeMessage(7, writeShape, value.shape);
  else if ("tensor" in value) out.writeMessage(8, writeTensor, value.tensor);
  else out.writeMessage(1, writeList, value);
}

function writeList(
  value: Extract<AttributeValue, { ints: unknown } | { floats: unknown } | { bools: unknown } | { types: unknown }>,
  out: PbfWriter,
): void {
  if ("ints" in value) out.writePackedVarint(3, [...value.ints]);
  else if ("floats" in value) out.writePackedFloat(4, [...value.floats]);
  else if ("bools" in value) out.writePackedBoolean(5, [...value.bools]);
  else out.writePackedVarint(6, [...value.types]);
}

function writeShape(shape: readonly number[] | null, out: PbfWriter): void {
  if (shape === null) out.writeBooleanField(3, true);
  else for (const size of shape) out.writeMessage(2, (_, dimension) => dimension.writeVarintField(1, size), null);
}

/** Fewer equal values than this are not worth a look. */
const FEW = 16;

/** tensorflow/core/framework/tensor.proto. A value that is the same everywhere is written once: TensorFlow repeats the last one. */
function writeTensor({ dtype, shape, values }: TensorValue, out: PbfWriter): void {
  out.writeVarintField(1, dtype);
  out.writeMessage(2, writeShape, shape);
  const same = values instanceof Float32Array && values.length > FEW && values.every((value) => Object.is(value, values[0]));
  if (same) out.writePackedFloat(5, [values[0] as number]);
  else out.writeBytesField(4, new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
}

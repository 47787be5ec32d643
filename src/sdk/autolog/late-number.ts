import type { Tensor } from "@tensorflow/tfjs-core";

/** A number in a tensor that is read when it is wanted, even where the tensor has been disposed of by then. */
export interface LateNumber {
  read(): number;
  /** It is not wanted. */
  drop(): void;
}

/** Reading a loss at once would compute what is left to be computed with the gradients and the optimizer's part, in one graph. */
export function lateNumber(tensor: Tensor): LateNumber {
  let source: Tensor | null = tensor;
  let found: number | undefined;
  const drop = () => {
    if (source === tensor) delete (tensor as { dispose?: unknown }).dispose;
    else source?.dispose();
    source = null;
  };
  tensor.dispose = () => {
    const copy = tensor.isDisposed ? null : tensor.clone();
    if (copy) copy.kept = true;
    drop();
    source = copy;
    tensor.dispose();
  };
  return {
    read() {
      found ??= source?.dataSync()[0] as number;
      drop();
      return found;
    },
    drop,
  };
}

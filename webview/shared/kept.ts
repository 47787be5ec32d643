/** Draws a picture as wide as asked. */
export type Draw = (width: number) => Element;

const drawn = new WeakMap<object, Draw>();

/** One function for the same data, so that a figure is not painted again without need. */
export function kept(data: object, draw: Draw): Draw {
  const known = drawn.get(data) ?? draw;
  drawn.set(data, known);
  return known;
}

import { nothing } from "lit";
import { Directive, directive, type ElementPart, type PartInfo, PartType } from "lit/directive.js";

/** `<div ${styled({ height: "3px" })}>`: sets styles through CSSOM, which a strict CSP allows; a style attribute it refuses. */
export const styled = directive(
  class extends Directive {
    constructor(part: PartInfo) {
      super(part);
      if (part.type !== PartType.ELEMENT) throw new Error("styled() belongs on an element.");
    }

    render(_styles: Record<string, string>): unknown {
      return nothing;
    }

    override update(part: ElementPart, [styles]: [Record<string, string>]): unknown {
      const { style } = part.element as HTMLElement;
      for (const [name, value] of Object.entries(styles)) style.setProperty(name, value);
      return nothing;
    }
  },
);

/** The look of the palette's field, before and after its code is there. */
export const PALETTE_INPUT =
  'h-11 w-full border-b border-line bg-transparent px-3.5 text-text outline-none placeholder:text-faint'

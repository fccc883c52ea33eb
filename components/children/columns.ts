/**
 * The columns of the children, fewer where the pane is narrow. Each row is a grid of its own, with
 * widths that do not depend on what it holds, so that they line up.
 */
export const COLUMNS =
  'grid w-full items-center gap-x-3 px-3 grid-cols-[minmax(8rem,2fr)_minmax(6rem,3fr)_4.25rem_4.5rem] @2xl:grid-cols-[minmax(10rem,1fr)_minmax(6rem,1fr)_4.25rem_4.5rem_8.5rem] @4xl:grid-cols-[minmax(8rem,2fr)_minmax(6rem,3fr)_4.25rem_4.5rem_4rem_4.5rem_8.5rem]'

/** What is left out where it does not fit. */
export const WIDE = 'hidden @4xl:block'
export const OWNER = 'hidden @2xl:block'

/** Below that width (px) a row has two lines, and no column a head. */
export const TWO_LINES_BELOW = 480

export const ROW_HEIGHT = 28
export const TALL_ROW_HEIGHT = 52
export const HEADER_HEIGHT = 32

import { browserDrawer, type Drawer } from '@/lib/client/drafts/browser-storage'
import type { Sides } from '@/lib/payload/comparison'
import type { WithMeaning } from '@/lib/payload/meaning/compare'

export const DIFF_LAYOUTS = ['keys', 'side', 'unified'] as const

export type DiffLayout = (typeof DIFF_LAYOUTS)[number]

const KEY = 'vivarium.diff'
/** Room for two columns of text (px). */
const TWO_COLUMNS = 620

type Memory = Pick<Drawer, 'getItem' | 'setItem'>

/** The layout this browser remembers; undefined where none was ever chosen. */
export function recallLayout(drawer: Memory | undefined = browserDrawer()): DiffLayout | undefined {
  const kept = drawer?.getItem(KEY)
  return DIFF_LAYOUTS.find((layout) => layout === kept)
}

export function rememberLayout(
  layout: DiffLayout,
  drawer: Memory | undefined = browserDrawer(),
): void {
  try {
    drawer?.setItem(KEY, layout)
  } catch {
    // A browser that keeps nothing decides anew.
  }
}

/** The layouts in which a comparison can be read in a pane `width` px wide, the best one first. */
export function layoutsFor(compared: Sides & WithMeaning, width: number): readonly DiffLayout[] {
  const { before, after, meaning } = compared
  const isOneSided = before === '' || after === ''
  const hasKeys = meaning !== undefined && !isOneSided
  const isOneLine = !after.trim().includes('\n')
  const lines: readonly DiffLayout[] =
    width < TWO_COLUMNS ? ['unified'] : isOneSided ? ['unified', 'side'] : ['side', 'unified']
  if (!hasKeys) return lines
  return isOneLine ? ['keys', ...lines] : [...lines, 'keys']
}

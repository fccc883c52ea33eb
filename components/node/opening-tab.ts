import { browserDrawer, type Drawer } from '@/lib/client/drafts/browser-storage'
import type { Stat } from '@/lib/znode/stat'

/** The two parts that a znode may open on. */
type OpeningTab = 'value' | 'children'

const KEY = 'vivarium.opening'

type Memory = Pick<Drawer, 'getItem' | 'setItem'>
type Size = Pick<Stat, 'dataLength' | 'numChildren'>

const hasBoth = ({ dataLength, numChildren }: Size) => dataLength > 0 && numChildren > 0

/**
 * What a znode opens on where the address does not say: on its children where they are all it has,
 * on what was last chosen where it has data too, else on its value.
 */
export function openingTab(size: Size, drawer: Memory | undefined = browserDrawer()): OpeningTab {
  if (hasBoth(size)) return drawer?.getItem(KEY) === 'children' ? 'children' : 'value'
  return size.numChildren > 0 ? 'children' : 'value'
}

/** Remembers what was chosen of a znode that has data and children. */
export function rememberOpening(
  size: Size,
  tab: string,
  drawer: Memory | undefined = browserDrawer(),
): void {
  if (!hasBoth(size) || (tab !== 'value' && tab !== 'children')) return
  try {
    drawer?.setItem(KEY, tab)
  } catch {
    // A browser that keeps nothing opens the value.
  }
}

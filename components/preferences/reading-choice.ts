import { browserDrawer, type Drawer } from '@/lib/client/drafts/browser-storage'
import { CHARSETS } from '@/lib/payload/charset/names'
import type { ReadingChoice } from '@/lib/payload/reading'
import { TEXT_FORMATS } from '@/lib/payload/text-formats'
import type { ZnodePath } from '@/lib/znode/path'

export const VALUE_VIEWS = ['text', 'pretty', 'structure', 'hex'] as const

export type ValueView = (typeof VALUE_VIEWS)[number]

/** How a person chose to see one value. */
export type ViewChoice = ReadingChoice & { readonly view?: ValueView }

const KEY = 'vivarium.reading'
const KEPT = 200

type Memory = Pick<Drawer, 'getItem' | 'setItem'>
type Entry = readonly [place: string, choice: ViewChoice]

/** What this browser remembers of `path`; nothing chosen where it remembers nothing. */
export function recallChoice(
  cluster: string,
  path: ZnodePath,
  drawer: Memory | undefined = browserDrawer(),
): ViewChoice {
  return entriesIn(drawer).find(([place]) => place === cluster + path)?.[1] ?? {}
}

/** Remembers a choice; the oldest of more than 200 is forgotten. */
export function rememberChoice(
  cluster: string,
  path: ZnodePath,
  choice: ViewChoice,
  drawer: Memory | undefined = browserDrawer(),
): void {
  const others = entriesIn(drawer).filter(([place]) => place !== cluster + path)
  const entries: Entry[] = [...others, [cluster + path, choice]]
  try {
    drawer?.setItem(KEY, JSON.stringify(entries.slice(-KEPT)))
  } catch {
    // A browser that keeps nothing detects anew.
  }
}

function entriesIn(drawer: Memory | undefined): Entry[] {
  try {
    const entries: unknown = JSON.parse(drawer?.getItem(KEY) ?? '[]')
    if (!Array.isArray(entries)) return []
    return entries.flatMap((entry): Entry[] =>
      Array.isArray(entry) && typeof entry[0] === 'string' ? [[entry[0], toChoice(entry[1])]] : [],
    )
  } catch {
    return []
  }
}

/** Keeps of `value` what is a choice: the storage may hold what an older version wrote. */
function toChoice(value: unknown): ViewChoice {
  const kept = new Map(Object.entries(value ?? {}))
  const format = TEXT_FORMATS.find((each) => each === kept.get('format'))
  const charset = CHARSETS.find((each) => each === kept.get('charset'))
  const view = VALUE_VIEWS.find((each) => each === kept.get('view'))
  const isStored = kept.get('isStored') === true
  return {
    ...(format ? { format } : {}),
    ...(charset ? { charset } : {}),
    ...(view ? { view } : {}),
    ...(isStored ? { isStored } : {}),
  }
}

import type { Sides } from '@/lib/payload/comparison'
import type { Format } from '@/lib/payload/detect'
import type { WithMeaning } from '@/lib/payload/meaning/compare'
import { askWorker } from './ask-worker'

/** Texts up to this size are read for their meaning before anything is shown. */
const QUICK_CHARACTERS = 600_000

/** Tells what was compared together with what it means; of larger texts, what it means later. */
export async function tellMeaning<Compared extends Sides>(
  compared: Compared | undefined,
  format: Format | 'hex',
  signal: AbortSignal,
  tell: (compared: Compared & WithMeaning) => void,
): Promise<void> {
  if (!compared || signal.aborted) return
  const { before, after, kind } = compared
  if (before.length + after.length > QUICK_CHARACTERS) tell({ ...compared, meaning: undefined })
  // Lines are compared all the same where reading them for their meaning fails.
  const meaning = await askWorker('meaning', [format, { before, after, kind }], signal).catch(
    () => undefined,
  )
  if (!signal.aborted) tell({ ...compared, meaning })
}

import { askWorker } from '@/components/code/text-worker/ask-worker'
import type { useWords } from '@/components/format/use-words'
import type { NodeTab } from '@/components/navigation/place'
import { sayNotice } from '@/components/notice/notice'
import { askEditorSoon } from '@/components/write/edit-requests'
import { readDraft } from '@/lib/client/drafts/drafts'
import type { Version } from '@/lib/client/drafts/unsaved-edit'
import type { useTranslations } from '@/lib/messages/use-translations'
import { nameOf, type ZnodePath } from '@/lib/znode/path'

/** A change of a value, as much of it as it takes to undo it. */
export type Undoable = {
  readonly path: ZnodePath
  /** What it replaced, or what the deleted znode held; null is no data. */
  readonly before: Uint8Array | null
  /** What it made of the znode; of a deletion, what was deleted. */
  readonly after: Version
  /** Why it is undone, as the review begins with. */
  readonly reason: string
}

type Screen = {
  readonly cluster: string
  readonly t: ReturnType<typeof useTranslations<'undo'>>
  readonly open: (path: ZnodePath, tab: NodeTab) => boolean
}

/** Puts an earlier value back: as an edit that is reviewed, and merged with what came since. */
export async function undo(
  { path, before, after, reason }: Undoable,
  { cluster, t, open }: Screen,
): Promise<void> {
  if (readDraft(cluster, path)) {
    sayNotice(t('draftFirst'))
    open(path, 'value')
    return
  }
  const read = await askWorker('edit', [before, nameOf(path)]).catch(() => undefined)
  if (!read) return sayNotice(t('failed'))
  // Where the screen cannot be left, nothing may wait for the editor's next opening.
  if (!open(path, 'value')) return
  const mine = { ...read, base: after, exact: before, reason }
  askEditorSoon(cluster, path, { type: 'undoing', mine })
}

/** What is undone: said by its reason where it had one, else by what it was. */
export type Undone = {
  readonly what: string
  readonly reason: string | null
  /** Null: nobody knows. Undefined: who undoes it. */
  readonly person: string | null | undefined
  /** ms since 1970. */
  readonly at: number
}

/** The reason that an undo is recorded with, unless its person says another. */
export function reasonOfUndo(
  { what, reason, person, at }: Undone,
  t: ReturnType<typeof useTranslations<'undo'>>,
  words: ReturnType<typeof useWords>,
): string {
  const of = reason || what
  const ago = words.ago(Date.now() - at)
  const who = person ?? t('anotherClient')
  const said =
    person === undefined ? t('reasonOfMine', { of, ago }) : t('reasonOf', { of, who, ago })
  return said.slice(0, 500)
}

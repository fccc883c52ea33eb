'use client'

import { type Dispatch, useEffect, useEffectEvent, useMemo } from 'react'
import { sayNotice } from '@/components/notice/notice'
import type { Version } from '@/lib/client/drafts/unsaved-edit'
import { useTranslations } from '@/lib/messages/use-translations'
import { toHexText } from '@/lib/payload/hex-text'
import type { Lens } from '@/lib/payload/lens'
import type { Reading } from '@/lib/payload/reading'
import { areSameBytes } from '@/lib/payload/same-bytes'
import { type EditAction, type EditSession, isNewer } from './edit-session'
import { useSight } from './use-decoded'
import type { useDraft } from './use-draft'

type Writing = {
  readonly session: EditSession
  readonly act: Dispatch<EditAction>
  readonly drafts: Pick<ReturnType<typeof useDraft>, 'keep' | 'drop'>
  /** What the znode holds, and how it is read. */
  readonly live: Version | undefined
  readonly reading: Reading
  readonly isGone: boolean
}

/**
 * What the editor shows, and how something takes its place. A text that the znode holds already, or
 * that it held when the edit began, is no edit, however it came to be.
 */
export function useWriting({ session, act, drafts, live, reading, isGone }: Writing) {
  const t = useTranslations('edit')
  const undo = useTranslations('undo')
  const { mine, phase, lens } = session
  const liveText = useMemo(() => textOf(reading, lens), [reading, lens])
  const before = useSight(mine?.lens, mine?.base.data ?? null)
  const isStored = (lens: Lens, text: string) => {
    if (isGone || !live) return false
    // A save was acknowledged, and its value has not come yet.
    if (mine && isNewer(mine.base, live)) return false
    // What a deleted znode held is an edit of the one that took its place.
    const isSame = mine?.base.czxid === live.czxid && lens === mine.lens
    const isBase = isSame && before?.ok === true && text === before.text
    return isBase || text === textOf(reading, lens)
  }
  const isOther = mine?.exact !== undefined && !areSameBytes(mine.exact, live?.data ?? null)
  const isNoEdit =
    phase === 'editing' && mine !== undefined && !isOther && isStored(mine.lens, mine.text)
  const end = useEffectEvent(() => {
    drafts.drop()
    act({ type: 'unchanged' })
    sayNotice(mine?.exact === undefined ? t('already') : undo('already'))
  })
  useEffect(() => {
    if (isNoEdit) end()
  }, [isNoEdit])
  const text = mine?.text ?? liveText ?? ''
  const put = (lens: Lens, next: string) => {
    const base = mine?.base ?? live
    if (!base) return
    const isBack = isStored(lens, next)
    if (isBack) drafts.drop()
    else if (next !== text) drafts.keep({ base, text: next, lens, reason: mine?.reason })
    act({ type: 'typed', text: next, lens, live: base, isStored: isBack })
  }
  return { text, put, isReadable: mine !== undefined || liveText !== undefined }
}

/** The value as `lens` shows it; undefined where it cannot. */
function textOf({ lens: own, text, bytes }: Reading, lens: Lens | undefined): string | undefined {
  if (!lens || lens.packing !== own.packing) return undefined
  if (!bytes) return ''
  if (lens.charset === 'hex') return toHexText(bytes)
  return lens.charset === own.charset ? text : undefined
}

import type { Problem } from '@/lib/api/problem'
import { compareHex, type Hex64 } from '@/lib/znode/zxid'

/** One state of a znode's data, as it was read. */
export type Version = {
  readonly data: Uint8Array | null
  readonly version: number
  readonly czxid: Hex64
}

/** What the person wrote, and what they saw when they began to. */
export type Mine = {
  readonly base: Version
  readonly text: string
  /** ms since 1970, where it was kept from an earlier visit. */
  readonly restoredFrom?: number
}

export type EditSession = {
  readonly phase: 'viewing' | 'editing' | 'saving' | 'settling'
  /** Undefined as long as nothing was typed: the editor then follows the live value. */
  readonly mine: Mine | undefined
  readonly isComparing: boolean
  readonly problem: Problem | undefined
  /** What a refused save said the znode holds; the live view may not know it yet. */
  readonly refused: Version | undefined
  /** An edit was open before: the focus may have been in it. */
  readonly hasEnded: boolean
  /** What the last save made of the znode. */
  readonly saved: { readonly version: number; readonly czxid: Hex64 } | undefined
}

export type EditAction =
  | { type: 'begin' }
  | { type: 'restored'; mine: Mine }
  | { type: 'typed'; text: string; live: Version; liveText: string }
  | { type: 'saving' }
  | { type: 'saved'; version: number; czxid: Hex64 }
  | { type: 'failed'; problem: Problem; current: Version | undefined }
  | { type: 'compare'; isComparing: boolean }
  | { type: 'settled' }
  | { type: 'close' }

export const VIEWING: EditSession = {
  phase: 'viewing',
  mine: undefined,
  isComparing: false,
  problem: undefined,
  refused: undefined,
  hasEnded: false,
  saved: undefined,
}

/** The session after `action`. Nothing but `close` and `saved` ever drops what was typed. */
export function reduce(session: EditSession, action: EditAction): EditSession {
  switch (action.type) {
    case 'begin':
      return { ...session, phase: 'editing', saved: undefined }
    case 'restored':
      return { ...VIEWING, phase: 'editing', mine: action.mine }
    case 'typed':
      return { ...session, mine: typed(session.mine, action) }
    case 'saving':
      return { ...session, phase: 'saving', problem: undefined }
    case 'saved':
      return {
        ...session,
        phase: 'settling',
        isComparing: false,
        refused: undefined,
        saved: action,
      }
    case 'failed':
      return {
        ...session,
        phase: 'editing',
        problem: action.problem,
        refused: action.current ?? session.refused,
        isComparing: action.current !== undefined,
      }
    case 'compare':
      return { ...session, isComparing: action.isComparing, problem: undefined }
    case 'settled':
      return { ...VIEWING, hasEnded: true, saved: session.saved }
    case 'close':
      return { ...VIEWING, hasEnded: true }
  }
}

function typed(
  mine: Mine | undefined,
  { text, live, liveText }: Extract<EditAction, { type: 'typed' }>,
): Mine | undefined {
  if (mine) return { ...mine, text }
  return text === liveText ? undefined : { base: live, text }
}

/** How what the person wrote stands to what the znode holds now. */
export type Clash =
  | { readonly kind: 'none' }
  | { readonly kind: 'moved'; readonly theirs: Version; readonly isRecreated: boolean }
  | { readonly kind: 'gone' }

/** Compares what was written with the `live` value (undefined: the znode is gone). */
export function clashOf(session: EditSession, live: Version | undefined, isGone: boolean): Clash {
  const { mine, refused } = session
  if (!mine || session.phase === 'settling') return { kind: 'none' }
  if (isGone) return { kind: 'gone' }
  const theirs = [live, refused].reduce((a, b) => (a && b ? (isNewer(b, a) ? b : a) : (a ?? b)))
  if (!theirs || !isNewer(theirs, mine.base)) return { kind: 'none' }
  return { kind: 'moved', theirs, isRecreated: theirs.czxid !== mine.base.czxid }
}

/** Whether `a` came after `b`: a later incarnation, or a later version of the same. */
function isNewer(a: Version, b: Version): boolean {
  const incarnation = compareHex(a.czxid, b.czxid)
  return incarnation === 0 ? a.version > b.version : incarnation > 0
}

/** Whether the live value shows the save already. */
export function hasSettled({ saved }: EditSession, live: Version | undefined): boolean {
  if (!saved || !live) return true
  const incarnation = compareHex(live.czxid, saved.czxid)
  return incarnation > 0 || (incarnation === 0 && live.version >= saved.version)
}

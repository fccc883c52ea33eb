import type { Problem } from '@/lib/api/problem'
import type { Mine, Version } from '@/lib/client/drafts/unsaved-edit'
import type { Found } from '@/lib/client/writes/resolve-write'
import type { Lens, Refusal } from '@/lib/payload/lens'
import { compareHex, type Hex64 } from '@/lib/znode/zxid'

/** From writing through looking at the difference to saving; `merging` where both changed it. */
export type EditStep = 'writing' | 'reviewing' | 'merging'

export type EditSession = {
  /** `doubting`: it is not known whether what was sent was saved; that is being found out. */
  readonly phase: 'viewing' | 'editing' | 'saving' | 'doubting' | 'settling'
  readonly step: EditStep
  /** How the value is read while nothing was typed. */
  readonly lens: Lens | undefined
  /** Undefined as long as nothing was typed: the editor then follows the live value. */
  readonly mine: Mine | undefined
  readonly problem: Problem | undefined
  /** What was found out of a save in doubt: anything but that it was applied. */
  readonly found: Found | undefined
  /** Why what was typed cannot become bytes. */
  readonly unsavable: Refusal | undefined
  /** What a refused save said the znode holds; the live view may not know it yet. */
  readonly refused: Version | undefined
  /** An edit was open before: the focus may have been in it. */
  readonly hasEnded: boolean
  /** What the last save made of the znode. */
  readonly saved: Saved | undefined
  /** A change is being undone: what was saved since is merged without asking, where that fits. */
  readonly isUndoing: boolean
}

export type Saved = {
  readonly version: number
  readonly czxid: Hex64
  /** The znode was deleted and created again in the instant before: the save went over that. */
  readonly isRecreated: boolean
}

export type EditAction =
  | { type: 'begin'; lens: Lens }
  | { type: 'restored'; mine: Mine }
  | { type: 'undoing'; mine: Mine }
  | { type: 'typed'; text: string; lens: Lens; live: Version; isStored: boolean }
  /** It is what the znode holds: what puts a value back ends, what was typed leaves its editor. */
  | { type: 'unchanged' }
  | { type: 'reasoned'; reason: string }
  | { type: 'step'; step: EditStep }
  | { type: 'merged'; text: string; theirs: Version }
  | { type: 'saving'; attempt: string }
  | { type: 'doubted' }
  | { type: 'found'; found: Found }
  | ({ type: 'saved' } & Saved)
  | { type: 'failed'; problem: Problem; current: Version | undefined }
  | { type: 'unsavable'; refusal: Refusal }
  | { type: 'settled' }
  | { type: 'close' }

export const VIEWING: EditSession = {
  phase: 'viewing',
  step: 'writing',
  lens: undefined,
  mine: undefined,
  problem: undefined,
  found: undefined,
  unsavable: undefined,
  refused: undefined,
  hasEnded: false,
  saved: undefined,
  isUndoing: false,
}

/**
 * The session after `action`. Nothing but `close` and `saved` ever drops what was typed, unless it
 * is what the znode holds: that is no edit.
 */
export function reduce(session: EditSession, action: EditAction): EditSession {
  switch (action.type) {
    case 'begin':
      return { ...session, phase: 'editing', step: 'writing', lens: action.lens, saved: undefined }
    case 'restored':
      return holdsWork(session) ? session : restored(action.mine)
    case 'undoing':
      return holdsWork(session)
        ? session
        : { ...restored(action.mine), step: 'reviewing', isUndoing: true }
    case 'typed':
      return { ...session, ...UNTROUBLED, mine: typed(session.mine, action) }
    case 'unchanged':
      return session.mine?.exact === undefined
        ? { ...session, ...UNTROUBLED, step: 'writing', mine: undefined }
        : { ...VIEWING, hasEnded: true }
    case 'reasoned':
      return session.mine
        ? { ...session, mine: { ...session.mine, reason: action.reason } }
        : session
    case 'step':
      return { ...session, step: action.step, isUndoing: false, ...UNTROUBLED }
    case 'merged':
      return session.mine ? merged(session, session.mine, action) : session
    case 'saving':
      return { ...attempted(session, action.attempt), phase: 'saving', ...UNTROUBLED }
    case 'doubted':
      return { ...session, phase: 'doubting' }
    case 'found':
      return { ...attempted(session, undefined), phase: 'editing', found: action.found }
    case 'saved':
      return { ...session, phase: 'settling', refused: undefined, saved: action }
    case 'failed':
      return failed(attempted(session, undefined), action)
    case 'unsavable':
      return {
        ...attempted(session, undefined),
        phase: 'editing',
        step: 'writing',
        unsavable: action.refusal,
      }
    case 'settled':
      return { ...VIEWING, hasEnded: true, saved: session.saved }
    case 'close':
      return { ...VIEWING, hasEnded: true }
  }
}

/** Whether something was written that is not known to be saved: nothing else takes its place. */
export function holdsWork({ mine, phase }: EditSession): boolean {
  return mine !== undefined && phase !== 'settling'
}

const UNTROUBLED = { problem: undefined, found: undefined, unsavable: undefined }

/** A save of it may have been under way when it was kept. */
function restored(mine: Mine): EditSession {
  const phase = mine.attempt === undefined ? 'editing' : 'doubting'
  return { ...VIEWING, phase, lens: mine.lens, mine }
}

function attempted(session: EditSession, attempt: string | undefined): EditSession {
  return session.mine ? { ...session, mine: { ...session.mine, attempt } } : session
}

type ActionOf<Type extends EditAction['type']> = Extract<EditAction, { type: Type }>

function typed(mine: Mine | undefined, action: ActionOf<'typed'>): Mine | undefined {
  const { text, lens, live, isStored } = action
  if (isStored) return undefined
  if (!mine) return { base: live, text, lens }
  const exact = text === mine.text ? mine.exact : undefined
  return { ...mine, text, lens, exact }
}

/** A merge is an edit of theirs: that is what it is saved over. */
function merged(session: EditSession, mine: Mine, action: ActionOf<'merged'>): EditSession {
  const { lens, reason } = mine
  return {
    ...session,
    step: 'reviewing',
    isUndoing: false,
    ...UNTROUBLED,
    refused: undefined,
    mine: { base: action.theirs, text: action.text, lens, reason },
  }
}

function failed(session: EditSession, { problem, current }: ActionOf<'failed'>): EditSession {
  const refused = current ?? session.refused
  const step = current ? 'merging' : session.step
  return { ...session, phase: 'editing', step, problem, refused }
}

/** How what the person wrote stands to what the znode holds now. */
export type Clash =
  | { readonly kind: 'none' }
  | { readonly kind: 'moved'; readonly theirs: Version; readonly isRecreated: boolean }
  | { readonly kind: 'gone' }

/** Compares what was written with the `live` value (undefined: the znode is gone). */
export function clashOf(session: EditSession, live: Version | undefined, isGone: boolean): Clash {
  const { mine, refused } = session
  const isSent = session.phase === 'doubting' || session.phase === 'settling'
  if (!mine || isSent) return { kind: 'none' }
  if (isGone) return { kind: 'gone' }
  const theirs = [live, refused].reduce((a, b) => (a && b ? (isNewer(b, a) ? b : a) : (a ?? b)))
  if (!theirs || !isNewer(theirs, mine.base)) return { kind: 'none' }
  return { kind: 'moved', theirs, isRecreated: theirs.czxid !== mine.base.czxid }
}

/** Whether `a` came after `b`: a later incarnation, or a later version of the same. */
export function isNewer(a: Version, b: Version): boolean {
  const incarnation = compareHex(a.czxid, b.czxid)
  return incarnation === 0 ? a.version > b.version : incarnation > 0
}

/** Whether the live value shows the save already. */
export function hasSettled({ saved }: EditSession, live: Version | undefined): boolean {
  if (!saved || !live) return true
  const incarnation = compareHex(live.czxid, saved.czxid)
  return incarnation > 0 || (incarnation === 0 && live.version >= saved.version)
}

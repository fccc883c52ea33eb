import type { ColumnType, Generated, Selectable } from 'kysely'

/** What SQLite and PostgreSQL hold alike: JSON and hex as text, times as ms since 1970. */
export type Tables = {
  readonly intent: IntentTable
  readonly version: VersionTable
  readonly head: HeadTable
  readonly era: EraTable
  readonly content: ContentTable
  readonly probe: ProbeTable
  readonly meta: MetaTable
}

/** Written when the row is made and never changed. */
type Fixed<T> = ColumnType<T, T, never>

/** A write through us: there before ZooKeeper is asked, with its outcome after it answered (I7). */
type IntentTable = {
  readonly id: Generated<number>
  readonly cluster: Fixed<string>
  /** One write, of which ZooKeeper applies all steps or none; null of the first release. */
  readonly attempt: Fixed<string | null>
  /** The place among the steps of the attempt. */
  readonly step: Fixed<number>
  readonly path: Fixed<string>
  readonly op: Fixed<'create' | 'set' | 'delete' | 'acl'>
  readonly person: Fixed<string>
  readonly reason: Fixed<string | null>
  /** What the person saw, of `acl` the version of that; null for a creation. */
  readonly version: Fixed<number | null>
  readonly czxid: Fixed<string | null>
  /** A zxid from before the write was sent. */
  readonly before_zxid: Fixed<string>
  /** Of the new value or, sealed, ACL; null for “no data”, a deletion, and what must not be told. */
  readonly value_hash: string | null
  /** What it takes to fence the session it was sent in. */
  readonly session: Fixed<string>
  /** Sealed; gone once the outcome is known. */
  readonly session_password: string | null
  readonly started_at: Fixed<number>
  readonly outcome: 'applied' | 'refused' | 'failed' | 'unknown' | null
  /** The error code of a write that was not applied. */
  readonly code: string | null
  readonly settled_at: number | null
}

/** One version of a znode that was seen, or its deletion. */
type VersionTable = {
  readonly id: Generated<number>
  readonly cluster: Fixed<string>
  readonly path: Fixed<string>
  /** Order among all changes of a cluster: see `lib/server/history/rows/change-position.ts`. */
  readonly moment: string
  /** One row per change, however many replicas saw it. */
  readonly key: Fixed<string>
  /**
   * `seen`: what was there before anything was recorded of it. `acl`: another ACL, noticed.
   * `restored`: what was there once the ensemble's data had gone back.
   */
  readonly kind: 'seen' | 'created' | 'changed' | 'acl' | 'deleted' | 'restored'
  /** The incarnation; null of a deleted znode that was never read. */
  readonly czxid: string | null
  readonly version: number | null
  readonly value: 'kept' | 'none' | 'too-large' | 'redacted' | 'unread'
  readonly hash: string | null
  readonly size: number | null
  /** Which version of its ACL the znode had, and the content of that; null where nobody read it. */
  readonly aversion: number | null
  readonly acl: string | null
  /** ms since 1970: of the change by ZooKeeper's clock; of a deletion, when it was noticed. */
  readonly at: number
  readonly recorded_at: Fixed<number>
  /** 1: it happened while nobody recorded. */
  readonly away: number
  readonly intent: number | null
  readonly person: string | null
  readonly reason: string | null
  readonly session: string | null
}

/** The newest row of each path. */
type HeadTable = {
  readonly cluster: Fixed<string>
  readonly path: Fixed<string>
  readonly version_id: number
  readonly moment: string
  readonly key: string
  /** 1: that row is a deletion. */
  readonly gone: number
}

/** Where a cluster's zxids begin anew, or its data went back: from the second era on. */
type EraTable = {
  readonly cluster: Fixed<string>
  readonly era: Fixed<number>
  readonly why: Fixed<'wiped' | 'restored'>
  /** 1: everything recorded before was compared with what is there since. */
  readonly compared: number
}

/** A value, once per content. */
type ContentTable = {
  readonly hash: Fixed<string>
  /** `sealed`: an ACL. */
  readonly encoding: Fixed<'raw' | 'deflate' | 'sealed'>
  readonly bytes: Fixed<Buffer>
  readonly stored: Fixed<number>
  readonly touched_at: number
}

/** One row, written to see whether anything can be. */
type ProbeTable = {
  readonly id: Fixed<number>
  readonly at: number
}

/** What the database says of itself: which one it is, how far a baseline has come. */
type MetaTable = {
  readonly name: Fixed<string>
  readonly value: string
}

export type IntentRow = Selectable<IntentTable>
export type VersionRow = Selectable<VersionTable>

'use client'

import { useSearchParams } from 'next/navigation'
import { useEffect, useState } from 'react'
import type { ChangeKind, listChanges } from '@/lib/api/history'
import type { QueryOf } from '@/lib/api/operation'
import { toMs } from './when'

/** What a list of changes is narrowed by. */
export type ChangeSearch = Omit<QueryOf<typeof listChanges>, 'cursor' | 'limit'>

export const KINDS = [
  'created',
  'changed',
  'acl',
  'deleted',
  'vanished',
  'restored',
] as const satisfies readonly ChangeKind[]

export const BY = ['people', 'everybody'] as const

/** Whose changes are listed. */
export type By = (typeof BY)[number]

/** What the API is asked for of them: everybody's in runs, which what people do never is. */
export function ofWhom(by: By): ChangeSearch {
  return by === 'people' ? { people: 'true' } : { runs: 'true' }
}

type Field = 'name' | 'person' | 'reason' | 'kind' | 'from' | 'to' | 'path' | 'at' | 'show'

export const HISTORY_VIEWS = ['changes', 'deleted', 'past'] as const

export type HistoryView = (typeof HISTORY_VIEWS)[number]

/** What the address of a history page asks for; times in UTC, or as earlier releases wrote them; empty for none. */
export type HistoryPlace = Readonly<Record<Field, string>> & {
  readonly view: HistoryView
  /** Empty: people's where there are any, else everybody's. */
  readonly by: By | ''
}

export function parseHistoryPlace(search: { get(name: string): string | null }): HistoryPlace {
  const field = (name: Field) => search.get(name) ?? ''
  return {
    by: BY.find((by) => by === search.get('by')) ?? '',
    ...{ name: field('name'), person: field('person'), reason: field('reason') },
    ...{ kind: field('kind'), from: field('from'), to: field('to') },
    ...{ path: field('path'), at: field('at'), show: field('show') },
    view: HISTORY_VIEWS.find((view) => view === search.get('view')) ?? 'changes',
  }
}

/** The address, relative to the page: sharing it leads to the same search. */
export function historyHref(place: HistoryPlace): string {
  const given = Object.entries(place).filter(([name, value]) =>
    name === 'view' ? value !== 'changes' : value !== '',
  )
  return given.length === 0 ? '?' : `?${new URLSearchParams(given)}`
}

/** What the API is asked for. A time that is not one is left out. */
export function toSearch({ name, person, reason, kind, from, to }: HistoryPlace): ChangeSearch {
  const known = KINDS.find((each) => each === kind)
  const since = toMs(from)
  const until = toMs(to)
  return {
    ...(name && { name }),
    ...(person && { person }),
    ...(reason && { reason }),
    ...(known && { kind: known }),
    ...(since && { from: since }),
    ...(until && { to: until }),
  }
}

/** What the browser's address asks for at this moment. */
const inAddress = () => parseHistoryPlace(new URLSearchParams(location.search))

/**
 * The place, and the way to change a part of it. The router tells of an address a moment after it
 * was written: whoever types on meanwhile goes on from the address itself.
 */
export function useHistoryPlace() {
  const search = useSearchParams()
  const [place, setPlace] = useState(() => parseHistoryPlace(search))
  useEffect(() => {
    // Nothing but its change matters: it may be one of several on their way.
    void search
    setPlace(inAddress())
  }, [search])
  const go = (part: Partial<HistoryPlace>) => {
    const next = { ...inAddress(), ...part }
    history.replaceState(null, '', historyHref(next))
    setPlace(next)
  }
  return [place, go] as const
}

'use client'

import { useCallback, useState } from 'react'
import { useSliced } from '@/components/loading/use-sliced'
import { useTree } from '@/lib/client/live/use-live'
import {
  ALL_BY_NAME,
  type ChildFigures,
  type ChildKind,
  type ChildSort,
  type ChildView,
  childNames,
} from '@/lib/tree/child-order'
import type { ZnodePath } from '@/lib/znode/path'
import { UNASKED, useChildFigures } from './use-child-figures'

const NONE: ReadonlyMap<string, ChildFigures> = new Map()

type Order = Pick<ChildView, 'sort' | 'isDescending'>
/** What a person chose that waits for stats. */
type Wish = Omit<ChildView, 'query'>

const needsFigures = ({ kind, sort, isFoldersFirst }: Wish) =>
  kind !== 'all' || sort !== 'name' || isFoldersFirst

/** Which children are shown, in which order, and what it takes to know that. */
export function useChildView(path: ZnodePath, all: readonly string[]) {
  const { tree, bySequence } = useTree()
  const [view, setView] = useState(ALL_BY_NAME)
  const [asked, setAsked] = useState<Wish>()
  const reading = useChildFigures(path)
  const names = tree.inOrder(path, all)
  const figures = reading.read?.figures ?? NONE
  const work = useCallback(() => childNames(names, view, figures), [names, view, figures])
  const { outcome, isBusy } = useSliced(work, view)
  const become = ({ kind, sort, isDescending, isFoldersFirst }: Wish) =>
    setView((last) => ({ ...last, kind, sort, isDescending, isFoldersFirst }))
  const read = async (wish: Wish) => {
    setAsked(undefined)
    if (await reading.start(names)) become(wish)
  }
  const choose = (wish: Wish) => {
    // What was chosen before no longer counts, once it is read.
    reading.stop()
    setAsked(undefined)
    if (!needsFigures(wish) || reading.read) return become(wish)
    if (names.length > UNASKED) return setAsked(wish)
    void read(wish)
  }
  return {
    view,
    /** Of all children, in their order by name or sequence. */
    names,
    shown: outcome ?? names,
    isBusy,
    /** A choice that has to be agreed to, because it reads many stats. */
    asked,
    agree: () => asked && void read(asked),
    decline: () => setAsked(undefined),
    reading,
    again: () => void read(view),
    /** Whether what is shown depends on stats as they were when they were read. */
    isAsOfReading: needsFigures(view),
    hasSequence: tree.isSequenced(path),
    isBySequence: bySequence,
    setBySequence: tree.setBySequence,
    showAll: () => setView((last) => ({ ...last, query: '', kind: 'all' })),
    search: (query: string) => setView((last) => ({ ...last, query })),
    chooseKind: (kind: ChildKind) => choose({ ...view, kind }),
    putFoldersFirst: (isFoldersFirst: boolean) => choose({ ...view, isFoldersFirst }),
    chooseOrder: (order: Order) => choose({ ...view, ...order }),
    sortBy: (sort: ChildSort) =>
      choose({ ...view, sort, isDescending: sort === view.sort && !view.isDescending }),
  }
}

export type ChildViewing = ReturnType<typeof useChildView>

'use client'

import { useState } from 'react'
import { ChildrenTab } from '@/components/children/children-tab'
import { useWriteBlock } from '@/components/cluster/use-write-block'
import { lazyPart } from '@/components/loading/lazy-part'
import type { NodeTab } from '@/components/navigation/place'
import { NoDataLine } from '@/components/value/no-data-line'
import type { NodeBodyProps } from '@/components/value/value-props'
import { useFact } from '@/lib/client/live/use-live'
import type { ZnodePath } from '@/lib/znode/path'
import { readableStat, type Stat } from '@/lib/znode/stat'

const ChildPeek = lazyPart(() => import('./child-peek').then((code) => code.ChildPeek), {
  place: 'line',
})
const CreateDialog = lazyPart(
  () => import('@/components/create/create-dialog').then((code) => code.CreateDialog),
  {
    place: 'dialog',
  },
)
const DeleteDialog = lazyPart(
  () => import('@/components/delete/delete-dialog').then((code) => code.DeleteDialog),
  {
    place: 'dialog',
  },
)

type Asked =
  | { readonly what: 'create'; readonly parent: ZnodePath }
  | { readonly what: 'delete'; readonly path: ZnodePath; readonly stat: Stat }

/** The children, under the line that says that there is no value, and what is asked about one. */
export function ChildrenPart(props: NodeBodyProps & { stat: Stat; onTab: (tab: NodeTab) => void }) {
  const { path, stat } = props
  const blocked = useWriteBlock(path)
  const [asked, setAsked] = useState<Asked>()
  const close = () => setAsked(undefined)
  return (
    <>
      <NoDataLine {...props} />
      <ChildrenTab
        path={path}
        count={stat.numChildren}
        acts={{
          blocked,
          onCreate: (parent) => setAsked({ what: 'create', parent }),
          onDelete: (child, seen) => setAsked({ what: 'delete', path: child, stat: seen }),
          peekAt: (child, onClose) => <ChildPeek path={child} onClose={onClose} />,
        }}
      />
      {asked?.what === 'create' ? <CreateDialog parent={asked.parent} onClose={close} /> : null}
      {asked?.what === 'delete' ? <ChildDeletion {...asked} onClose={close} /> : null}
    </>
  )
}

/** Asks about the child as it is now, or as it was last seen. */
function ChildDeletion(props: { path: ZnodePath; stat: Stat; onClose: () => void }) {
  const { path, onClose } = props
  const fact = useFact(path)
  const stat = readableStat(fact?.stat ?? null) ?? props.stat
  return <DeleteDialog path={path} stat={stat} isGone={fact?.stat === null} onClose={onClose} />
}

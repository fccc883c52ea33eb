'use client'

import { RotateCcw } from 'lucide-react'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useCluster } from '@/components/shell/cluster-context'
import { Button } from '@/components/ui/button'
import type { Change } from '@/lib/api/history'
import type { ZnodePath } from '@/lib/znode/path'
import { ChangeDetail } from './change-detail'
import { ChangeList } from './change-list'
import { CompareWith } from './compare-with'
import { type Restorable, restorableOf } from './restorable'
import { useChanges } from './use-changes'

/** What became of one znode: its recorded versions, any two compared, any one taken up again. */
export function NodeHistory(props: {
  path: ZnodePath
  blocked: string | undefined
  /** Takes a version up as an edit of the znode. */
  onRestore: (version: Restorable) => void
}) {
  const t = useTranslations('history')
  const { path } = props
  const { id: cluster } = useCluster()
  const found = useChanges(cluster, { path })
  const [chosen, setChosen] = useState<number>()
  const [against, setAgainst] = useState<number>()
  const changes = found.changes ?? []
  const open = changes.find(({ id }) => id === chosen) ?? changes[0]
  const other = changes.find(({ id }) => id === against && id !== open?.id)
  const choose = ({ id }: Change) => {
    setChosen(id)
    setAgainst(undefined)
  }
  return (
    <div className="grid min-h-0 flex-1 grid-rows-[minmax(9rem,2fr)_minmax(24rem,3fr)] overflow-auto @2xl:grid-cols-[minmax(16rem,22rem)_1fr] @2xl:grid-rows-1">
      <div className="flex min-h-0 min-w-0 flex-col border-line @2xl:border-r">
        <ChangeList
          label={t('ofNode', { path })}
          found={found}
          open={open?.id}
          onOpen={choose}
          empty={{ title: t('empty.title'), what: t('empty.what') }}
        />
      </div>
      <div className="flex min-h-0 min-w-0 flex-col border-line max-2xl:border-t">
        {open ? (
          <ChangeDetail
            cluster={cluster}
            change={open}
            against={other}
            actions={({ after }) => {
              const version = restorableOf(after)
              const why = version === undefined ? t('restore.notKept') : props.blocked
              return (
                <>
                  <CompareWith
                    changes={changes.filter(({ id, kind }) => id !== open.id && kind !== 'deleted')}
                    chosen={other?.id}
                    onChoose={setAgainst}
                  />
                  <Button blocked={why} onClick={() => version && props.onRestore(version)}>
                    <RotateCcw aria-hidden className="size-3.5" />
                    {t('restore.button')}
                  </Button>
                </>
              )
            }}
          />
        ) : null}
      </div>
    </div>
  )
}

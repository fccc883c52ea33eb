'use client'

import { RotateCcw } from 'lucide-react'
import { useState } from 'react'
import { useCluster } from '@/components/shell/cluster-context'
import { Button } from '@/components/ui/button'
import type { Change, RecordedValue } from '@/lib/api/history'
import { useTranslations } from '@/lib/messages/use-translations'
import type { ZnodePath } from '@/lib/znode/path'
import { ChangeDetail } from './change-detail'
import { ChangeList } from './change-list'
import { CompareWith } from './compare-with'
import { type Restorable, restorableOf } from './restorable'
import { TwoPanes } from './two-panes'
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
    <TwoPanes
      label={t('change')}
      isOpen={chosen !== undefined}
      onBack={() => setChosen(undefined)}
      list={
        <ChangeList
          label={t('ofNode', { path })}
          found={found}
          open={open?.id}
          onOpen={choose}
          empty={{ title: t('empty.title'), what: t('empty.what') }}
        />
      }
      open={
        open ? (
          <ChangeDetail
            cluster={cluster}
            change={open}
            against={other}
            actions={({ after }) => (
              <>
                <CompareWith
                  changes={changes.filter(({ id, kind }) => id !== open.id && kind !== 'deleted')}
                  chosen={other?.id}
                  onChoose={setAgainst}
                />
                <RestoreVersion value={after} blocked={props.blocked} onRestore={props.onRestore} />
              </>
            )}
          />
        ) : null
      }
    />
  )
}

/** Takes a version up as an edit, which is reviewed before it is saved. */
function RestoreVersion(props: {
  value: RecordedValue
  blocked: string | undefined
  onRestore: (version: Restorable) => void
}) {
  const t = useTranslations('history.restore')
  const version = restorableOf(props.value)
  return (
    <Button
      blocked={version === undefined ? t('notKept') : props.blocked}
      onClick={() => version && props.onRestore(version)}
    >
      <RotateCcw aria-hidden className="size-3.5" />
      {t('button')}
    </Button>
  )
}

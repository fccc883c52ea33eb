'use client'

import { useMemo, useState } from 'react'
import { useCluster } from '@/components/shell/cluster-context'
import { useTranslations } from '@/lib/messages/use-translations'
import type { ZnodePath } from '@/lib/znode/path'
import type { Listed } from './as-one'
import { ChangeDetail } from './change-detail'
import { ChangeList } from './change-list'
import { CompareWith } from './compare-with'
import { RestoreVersion } from './restore-version'
import { TwoPanes } from './two-panes'
import { UndoChange } from './undo-change'
import { useChanges } from './use-changes'

/** What became of one znode: its recorded versions, any two compared, any one taken up again. */
export function NodeHistory({ path }: { path: ZnodePath }) {
  const t = useTranslations('history')
  const { id: cluster } = useCluster()
  const listed = useChanges(cluster, { path })
  const [chosen, setChosen] = useState<number>()
  const [against, setAgainst] = useState<number>()
  const changes = listed.changes ?? []
  const open = changes.find(({ id }) => id === chosen) ?? changes[0]
  const other = changes.find(({ id }) => id === against && id !== open?.id)
  const listedOpen = useMemo(() => open && { change: open }, [open])
  const choose = ({ change }: Listed) => {
    setChosen(change.id)
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
          found={listed}
          open={listedOpen}
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
            actions={(found) => (
              <>
                <UndoChange found={found} />
                <RestoreVersion found={found} />
                <CompareWith
                  changes={changes.filter(({ id, kind }) => id !== open.id && kind !== 'deleted')}
                  chosen={other?.id}
                  onChoose={setAgainst}
                />
              </>
            )}
          />
        ) : null
      }
    />
  )
}

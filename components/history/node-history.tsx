'use client'

import { useMemo, useState } from 'react'
import { useCluster } from '@/components/cluster/cluster-context'
import { isSame, type Listed } from '@/components/history/changes/as-one'
import { useChanges } from '@/components/history/changes/use-changes'
import { ChangeDetail } from '@/components/history/detail/change-detail'
import { CompareWith } from '@/components/history/detail/compare-with'
import { RestoreVersion } from '@/components/history/undo/restore-version'
import { UndoChange } from '@/components/history/undo/undo-change'
import { type By, ofWhom } from '@/components/navigation/history-place'
import { TwoPanes } from '@/components/navigation/two-panes'
import type { Change } from '@/lib/api/history'
import { useTranslations } from '@/lib/messages/use-translations'
import type { ZnodePath } from '@/lib/znode/path'
import { ByChoice, ChangesBy } from './changes-by'

type Found = Pick<ReturnType<typeof useChanges>, 'changes' | 'runs'>

/**
 * What became of one znode: its recorded versions, any two compared, any one taken up again.
 * Everybody's at first: of one znode nothing is left out that was not asked to be.
 */
export function NodeHistory({ path }: { path: ZnodePath }) {
  const t = useTranslations('history')
  const { id: cluster } = useCluster()
  const [by, setBy] = useState<By>('everybody')
  const found = useChanges(cluster, { path, ...ofWhom(by) })
  const [chosen, setChosen] = useState<Listed>()
  const [against, setAgainst] = useState<number>()
  const changes = found.changes ?? []
  const open = useMemo(() => shownOf(found, chosen), [found, chosen])
  const other = changes.find(({ id }) => id === against && id !== open?.change.id)
  const choose = (listed: Listed | undefined) => {
    setChosen(listed)
    setAgainst(undefined)
  }
  return (
    <TwoPanes
      label={t('change')}
      isOpen={chosen !== undefined}
      onBack={() => choose(undefined)}
      list={
        <>
          <div className="flex shrink-0 border-b border-line bg-panel px-4 py-1.5">
            <ByChoice
              by={by}
              onBy={(next) => {
                setBy(next)
                choose(undefined)
              }}
            />
          </div>
          <ChangesBy
            label={t('ofNode', { path })}
            {...{ found, open, by }}
            onOpen={choose}
            onBy={setBy}
            empty={{ title: t('empty.title'), what: t('empty.what') }}
          />
        </>
      }
      open={
        open ? (
          <ChangeDetail
            cluster={cluster}
            {...open}
            against={other}
            actions={(read) => (
              <>
                <UndoChange found={read} />
                <RestoreVersion found={read} />
                <CompareWith
                  changes={changes.filter(
                    ({ id, kind }) => id !== open.change.id && kind !== 'deleted',
                  )}
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

/** What was chosen, as far as it grew since; else the newest row. */
function shownOf({ changes = [], runs }: Found, chosen: Listed | undefined): Listed | undefined {
  const listed = (change: Change) => ({ change, run: runs.find(({ id }) => id === change.id) })
  const rows = changes.map(listed)
  return chosen ? (rows.find((row) => isSame(row, chosen)) ?? chosen) : rows[0]
}

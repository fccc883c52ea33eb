'use client'

import { useCluster } from '@/components/cluster/cluster-context'
import { Ago } from '@/components/format/ago'
import { VisibleText } from '@/components/format/visible-text'
import { useTranslations } from '@/lib/messages/use-translations'
import type { ZnodePath } from '@/lib/znode/path'
import { BringBack } from './bring-back'
import { useNewestChange } from './use-newest-change'

/** When and by whom the znode that is no more was deleted, and the way back, where that is recorded. */
export function DeletionHere({ path }: { path: ZnodePath }) {
  const t = useTranslations('node.missing')
  const change = useNewestChange(useCluster().id, path)
  if (change?.kind !== 'deleted') return null
  const { at, person, reason, czxid } = change
  const ago = () => <Ago at={at} />
  return (
    <div className="mt-2 flex flex-col items-center gap-2">
      <p className="text-text">
        {person === null ? t.rich('deleted', { ago }) : t.rich('deletedBy', { ago, person })}
        {reason ? (
          <>
            {' '}
            “<VisibleText text={reason} />”
          </>
        ) : null}
      </p>
      {czxid ? <BringBack path={path} czxid={czxid} /> : null}
    </div>
  )
}

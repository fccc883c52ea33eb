'use client'

import { Ago } from '@/components/format/ago'
import { VisibleText } from '@/components/format/visible-text'
import { useCluster } from '@/components/shell/cluster-context'
import { PlaceLink } from '@/components/shell/place-link'
import { Dialog } from '@/components/ui/dialog'
import { readDraft } from '@/lib/client/drafts'
import { useTranslations } from '@/lib/messages/use-translations'
import type { ZnodePath } from '@/lib/znode/path'

/** What was written and not saved, wherever it is. */
export function DraftsDialog(props: { paths: readonly ZnodePath[]; onClose: () => void }) {
  const t = useTranslations('edit')
  const common = useTranslations('common')
  const { id } = useCluster()
  const { paths, onClose } = props
  return (
    <Dialog title={t('drafts.title')} closeLabel={common('close')} onClose={onClose}>
      <p className="text-dim">{paths.length === 0 ? t('drafts.none') : t('drafts.what')}</p>
      <ul className="mt-2 flex flex-col">
        {paths.map((path) => (
          <Row key={path} cluster={id} path={path} onOpen={onClose} />
        ))}
      </ul>
    </Dialog>
  )
}

function Row(props: { cluster: string; path: ZnodePath; onOpen: () => void }) {
  const t = useTranslations('edit')
  const { cluster, path, onOpen } = props
  const draft = readDraft(cluster, path)
  return (
    <li className="flex min-h-8 flex-wrap items-baseline gap-x-3 border-t border-line py-1.5 first:border-t-0">
      <PlaceLink
        path={path}
        tab="value"
        onClick={onOpen}
        className="min-w-0 flex-1 basis-48 font-mono text-value text-accent [overflow-wrap:anywhere] hover:underline"
      >
        <VisibleText text={path} />
      </PlaceLink>
      {draft ? (
        <span className="text-meta text-dim tabular-nums">
          {t('base', { version: draft.version })} · <Ago at={draft.at} />
        </span>
      ) : null}
    </li>
  )
}

'use client'

import { useMemo } from 'react'
import { useCluster } from '@/components/cluster/cluster-context'
import { useDiscardedNotice } from '@/components/editor/session/use-discarded-notice'
import { mineOf } from '@/components/editor/session/use-draft'
import { Ago } from '@/components/format/ago'
import { VisibleText } from '@/components/format/visible-text'
import { PlaceLink } from '@/components/navigation/place-link'
import { Button, buttonStyle } from '@/components/ui/button'
import { Dialog } from '@/components/ui/overlay/dialog'
import { askEditor, askEditorSoon } from '@/components/write/edit-requests'
import { type Draft, dropDraft, readDraft } from '@/lib/client/drafts/drafts'
import { useTranslations } from '@/lib/messages/use-translations'
import { formatOfText } from '@/lib/payload/text-format'
import { nameOf, type ZnodePath } from '@/lib/znode/path'
import { DraftSummary } from './draft-summary'

/** What was written and not saved, wherever it is. */
export function DraftsDialog(props: { paths: readonly ZnodePath[]; onClose: () => void }) {
  const t = useTranslations('edit')
  const common = useTranslations('common')
  const { id, name } = useCluster()
  const { paths, onClose } = props
  return (
    <Dialog
      title={t('drafts.title', { cluster: name })}
      closeLabel={common('close')}
      onClose={onClose}
    >
      <p className="text-dim">{paths.length === 0 ? t('drafts.none') : t('drafts.what')}</p>
      <ul className="mt-2 flex flex-col">
        {paths.map((path) => (
          <Row key={path} cluster={id} path={path} onOpen={onClose} />
        ))}
      </ul>
    </Dialog>
  )
}

type RowProps = { cluster: string; path: ZnodePath; onOpen: () => void }

function Row(props: RowProps) {
  const { cluster, path } = props
  // A draft in storage is read anew each time: what is compared must not change with it.
  const draft = useMemo(() => readDraft(cluster, path), [cluster, path])
  return (
    <li className="flex flex-col gap-1 border-t border-line py-2 first:border-t-0">
      <span className="font-mono text-value [overflow-wrap:anywhere]">
        <VisibleText text={path} />
      </span>
      {draft ? <Content {...props} draft={draft} /> : null}
    </li>
  )
}

function Content({ cluster, path, onOpen, draft }: RowProps & { draft: Draft }) {
  const t = useTranslations('edit')
  const sayDiscarded = useDiscardedNotice()
  const mine = useMemo(() => mineOf(draft), [draft])
  const discard = () => {
    if (askEditor(cluster, path, 'discard')) return
    dropDraft(cluster, path)
    sayDiscarded(path, mine)
  }
  const review = () => {
    askEditorSoon(cluster, path, 'review')
    onOpen()
  }
  return (
    <>
      <DraftSummary mine={mine} format={formatOfText(draft.text, nameOf(path))} />
      <span className="flex flex-wrap items-center gap-2">
        <span className="flex-1 text-meta text-dim tabular-nums">
          {t('base', { version: draft.version })} · <Ago at={draft.at} />
        </span>
        <PlaceLink
          path={path}
          tab="value"
          onClick={onOpen}
          className={buttonStyle({ size: 'small' })}
        >
          {t('drafts.open')}
        </PlaceLink>
        <PlaceLink
          path={path}
          tab="value"
          onClick={review}
          className={buttonStyle({ size: 'small' })}
        >
          {t('review')}
        </PlaceLink>
        <Button size="small" onClick={discard}>
          {t('discard')}
        </Button>
      </span>
    </>
  )
}

'use client'

import { type FormEvent, useState } from 'react'
import { useWriteBlock } from '@/components/cluster/use-write-block'
import { useWords } from '@/components/format/use-words'
import { openPlace } from '@/components/navigation/use-place'
import { Banner } from '@/components/ui/banner'
import { Form } from '@/components/ui/form/form'
import { Dialog } from '@/components/ui/overlay/dialog'
import { useFocusOnMount } from '@/components/ui/use-focus-on-mount'
import { ReasonField } from '@/components/write/reason-field'
import { useBusy } from '@/components/write/use-busy'
import { useReason } from '@/components/write/use-reason'
import { WriteButtons } from '@/components/write/write-buttons'
import { WriteNews } from '@/components/write/write-status'
import { useLiveStore } from '@/lib/client/live/use-live'
import { useAttempt } from '@/lib/client/writes/use-write'
import { deleteZnode } from '@/lib/client/writes/writes'
import { useTranslations } from '@/lib/messages/use-translations'
import { nameOf, parentOf, type ZnodePath } from '@/lib/znode/path'
import { isEphemeral, type Stat } from '@/lib/znode/stat'
import { KeptUntil } from './kept-until'
import { newsOfDeletion, type Seen } from './news-of-deletion'
import { useDeletedNotice } from './use-deleted-notice'

/** Asks before a leaf is deleted. What is deleted is what the person sees, or nothing. */
export function DeleteDialog(props: {
  path: ZnodePath
  stat: Stat
  isGone: boolean
  /** Why, as far as it is known. */
  reason?: string
  /** As it was created, where it is that creation that is undone. */
  made?: Seen
  onClose: () => void
  /** It is deleted; by default its parent is shown then. */
  onDone?: () => void
}) {
  const t = useTranslations('node.deleteDialog')
  const common = useTranslations('common')
  const not = useTranslations('node.why')
  const undo = useTranslations('undo.why')
  const words = useWords()
  const store = useLiveStore()
  const sayDeleted = useDeletedNotice()
  const { path, stat, isGone, onClose } = props
  const [first] = useState(stat)
  const { standing, send } = useAttempt(store.cluster, () => {
    onClose()
    sayDeleted(path, (props.made ?? first).czxid)
    if (props.onDone) props.onDone()
    else openPlace(parentOf(path))
  })
  const busy = useBusy(standing, t('deleting'))
  const writing = useWriteBlock(path)
  const why = useReason(props.reason)
  const news = newsOfDeletion({ first, made: props.made }, stat)
  const another = news === 'recreated' ? undo('recreated') : undefined
  const blocked = busy ?? (isGone ? not('gone') : (another ?? writing)) ?? why.missing
  const cancel = useFocusOnMount<HTMLButtonElement>()
  const confirm = async (event: FormEvent) => {
    event.preventDefault()
    if (blocked !== undefined) return
    const { reason } = why
    await send(path, (attempt) => deleteZnode(store, path, { ...stat, reason, attempt }))
  }
  return (
    <Dialog title={t('title', { path })} closeLabel={common('close')} onClose={onClose}>
      <Form onSubmit={(event) => void confirm(event)} className="flex flex-col gap-2 text-dim">
        <p>{t('what', { bytes: words.bytes(stat.dataLength) })}</p>
        <p>
          {isEphemeral(stat) ? t('ephemeral') : <KeptUntil path={path} size={stat.dataLength} />}
        </p>
        {another === undefined ? <p>{t('seen', { version: stat.version })}</p> : null}
        {news === undefined ? null : (
          <Banner tone="warning">
            {news === 'recreated' ? another : t(news, { version: stat.version })}
          </Banner>
        )}
        <WriteNews standing={standing} />
        <ReasonField why={why} />
        <WriteButtons {...{ standing, onClose, blocked }} away={cancel} variant="danger">
          <span className="max-w-64 truncate">{busy ?? t('submit', { name: nameOf(path) })}</span>
        </WriteButtons>
      </Form>
    </Dialog>
  )
}

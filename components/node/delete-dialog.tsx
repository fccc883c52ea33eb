'use client'

import { type FormEvent, useState } from 'react'
import { WriteNews } from '@/components/editor/doubt-news'
import { ReasonField } from '@/components/editor/reason-field'
import { useBusy } from '@/components/editor/use-busy'
import { useReason } from '@/components/editor/use-reason'
import { WriteButtons } from '@/components/editor/write-buttons'
import { useWords } from '@/components/format/use-words'
import { KeptUntil } from '@/components/history/kept-until'
import { useDeletedNotice } from '@/components/history/use-deleted-notice'
import { openPlace } from '@/components/shell/use-place'
import { Banner } from '@/components/ui/banner'
import { Dialog } from '@/components/ui/dialog'
import { Form } from '@/components/ui/form'
import { useFocusOnMount } from '@/components/ui/use-focus-on-mount'
import { useAttempt } from '@/lib/client/use-attempt'
import { useLiveStore } from '@/lib/client/use-live'
import { deleteZnode } from '@/lib/client/writes'
import { useTranslations } from '@/lib/messages/use-translations'
import { nameOf, parentOf, type ZnodePath } from '@/lib/znode/path'
import { isEphemeral, type Stat } from '@/lib/znode/stat'
import { newsOfDeletion, type Seen } from './news-of-deletion'
import { useWriteBlock } from './use-write-block'

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

'use client'

import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { ReasonField } from '@/components/editor/reason-field'
import { useReason } from '@/components/editor/use-reason'
import { useWords } from '@/components/format/use-words'
import { openPlace } from '@/components/shell/use-place'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import type { Problem } from '@/lib/api/problem'
import { useLiveStore } from '@/lib/client/use-live'
import { deleteZnode } from '@/lib/client/writes'
import { nameOf, parentOf, type ZnodePath } from '@/lib/znode/path'
import { isEphemeral, type Stat } from '@/lib/znode/stat'
import { useWriteBlock } from './use-write-block'

/** Asks before a leaf is deleted. What is deleted is what the person sees, or nothing. */
export function DeleteDialog(props: {
  path: ZnodePath
  stat: Stat
  isGone: boolean
  onClose: () => void
}) {
  const t = useTranslations('node.deleteDialog')
  const common = useTranslations('common')
  const not = useTranslations('node.why')
  const words = useWords()
  const store = useLiveStore()
  const { path, stat, isGone, onClose } = props
  const [first] = useState(stat)
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem>()
  const writing = useWriteBlock(path)
  const why = useReason()
  const blocked = (isGone ? not('gone') : isBusy ? t('deleting') : writing) ?? why.missing
  const confirm = async () => {
    setBusy(true)
    const outcome = await deleteZnode(store, path, { ...stat, reason: why.reason })
    setBusy(false)
    if (!outcome.ok) return setProblem(outcome.problem)
    onClose()
    openPlace(parentOf(path))
  }
  return (
    <Dialog title={t('title', { path })} closeLabel={common('close')} onClose={onClose}>
      <div className="flex flex-col gap-2 text-dim">
        <p>{t('what', { bytes: words.bytes(stat.dataLength) })}</p>
        <p>{t('seen', { version: stat.version })}</p>
        {isEphemeral(stat) ? <p>{t('ephemeral')}</p> : null}
        {stat.version === first.version ? null : (
          <Banner tone="warning">{t('moved', { version: stat.version })}</Banner>
        )}
        {problem ? <Failure problem={problem} /> : null}
        <ReasonField why={why} />
      </div>
      <div className="mt-4 flex flex-wrap justify-end gap-2">
        <Button autoFocus onClick={onClose}>
          {common('cancel')}
        </Button>
        <Button variant="danger" blocked={blocked} onClick={() => void confirm()}>
          <span className="max-w-64 truncate">
            {isBusy ? t('deleting') : t('submit', { name: nameOf(path) })}
          </span>
        </Button>
      </div>
    </Dialog>
  )
}

function Failure({ problem }: { problem: Problem }) {
  const problems = useTranslations('problem')
  return (
    <Banner tone="danger" role="alert">
      {problems(problem.code)}
    </Banner>
  )
}

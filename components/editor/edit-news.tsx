'use client'

import type { ReactNode } from 'react'
import type { Editing } from '@/components/editor/session/use-edit-session'
import { Ago } from '@/components/format/ago'
import { useProblemWords } from '@/components/format/use-problem-words'
import { VisibleText } from '@/components/format/visible-text'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { copyText } from '@/components/ui/copy-text'
import { DoubtNews } from '@/components/write/write-status'
import { useTranslations } from '@/lib/messages/use-translations'
import type { Refusal } from '@/lib/payload/lens'

/** What an editing person has to know: others' saves, a deletion, a save that failed. */
export function EditNews(props: {
  editing: Editing
  deletedAt: number | undefined
  blocked: string | undefined
}) {
  const { editing } = props
  const { clash, session } = editing
  const hasMoved = clash.kind === 'moved' && session.step !== 'merging'
  return (
    <>
      {clash.kind === 'gone' ? <Gone {...props} /> : null}
      {hasMoved ? <Moved version={clash.theirs.version} /> : null}
      <Failure editing={editing} isExplained={clash.kind !== 'none'} />
      {session.phase === 'doubting' ? <DoubtNews hasDraft /> : null}
      {session.found ? <DoubtNews found={session.found} hasDraft /> : null}
      {session.unsavable ? <Unsavable refusal={session.unsavable} /> : null}
    </>
  )
}

function Moved({ version }: { version: number }) {
  const t = useTranslations('edit.moved')
  return (
    <Banner tone="warning" role="alert">
      <strong className="font-semibold">{t('title', { version })}</strong>{' '}
      <span className="text-dim">{t('what')}</span>
    </Banner>
  )
}

function Gone(props: {
  editing: Editing
  deletedAt: number | undefined
  blocked: string | undefined
}) {
  const t = useTranslations('edit.gone')
  const { editing, deletedAt, blocked } = props
  const ago = (): ReactNode => (deletedAt ? <Ago at={deletedAt} /> : null)
  return (
    <Banner
      tone="danger"
      role="alert"
      actions={
        <>
          {editing.session.step === 'writing' ? (
            <Button blocked={blocked} onClick={() => editing.go('reviewing')}>
              {t('recreate')}
            </Button>
          ) : null}
          <Button onClick={() => void copyText(editing.text)}>{t('copy')}</Button>
          <Button onClick={editing.discard}>{t('discard')}</Button>
        </>
      }
    >
      <strong className="font-semibold">{deletedAt ? t.rich('title', { ago }) : t('now')}</strong>{' '}
      <span className="text-dim">{t('what')}</span>
    </Banner>
  )
}

function Unsavable({ refusal }: { refusal: Refusal }) {
  const t = useTranslations('edit')
  return (
    <Banner tone="danger" role="alert">
      <strong className="font-semibold">{t('failed')}</strong> {t(`unsavable.${refusal}`)}
    </Banner>
  )
}

/** Codes that the clash itself explains better. */
const CLASHES = new Set(['bad-version', 'recreated', 'deleted', 'no-node'])

function Failure({ editing, isExplained }: { editing: Editing; isExplained: boolean }) {
  const t = useTranslations('edit')
  const wordsOf = useProblemWords()
  const { problem } = editing.session
  if (!problem || (isExplained && CLASHES.has(problem.code))) return null
  return (
    <Banner tone="danger" role="alert">
      <strong className="font-semibold">{t('failed')} </strong>
      {wordsOf(problem)}
      {problem.detail ? (
        <span className="text-dim">
          {' '}
          <VisibleText text={problem.detail} />
        </span>
      ) : null}
    </Banner>
  )
}

'use client'

import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { useWords } from '@/components/format/use-words'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { decodeText } from '@/lib/payload/text'
import { diffLines } from './diff-lines'
import type { Mine, Version } from './edit-session'
import type { Editing } from './use-edit-session'

/**
 * Before, mine and theirs side by side. Nothing is lost by any of the three ways on, and writing
 * over theirs names the version that is on screen.
 */
export function ConflictView(props: {
  editing: Editing
  mine: Mine
  theirs: Version
  isRecreated: boolean
  blocked: string | undefined
}) {
  const t = useTranslations('edit.conflict')
  const { editing, mine, theirs, blocked } = props
  const wasRefused = editing.session.refused !== undefined
  const versions = { base: mine.base.version, version: theirs.version }
  const title = props.isRecreated ? t('recreated') : t(wasRefused ? 'title' : 'compared', versions)
  const before = textOf(mine.base)
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <Banner tone="warning" role="alert">
        <strong className="font-semibold">{title}</strong>
      </Banner>
      <div className="flex shrink-0 flex-wrap gap-2 border-b border-line px-4 py-2">
        <Button variant="primary" onClick={() => editing.compare(false)}>
          {t('keep')}
        </Button>
        <Button onClick={editing.discard}>{t('useTheirs')}</Button>
        <Button variant="danger" blocked={blocked} onClick={() => editing.overwrite(theirs)}>
          {t('useMine', { version: theirs.version })}
        </Button>
      </div>
      <div className="grid min-h-0 flex-1 auto-rows-[minmax(9rem,1fr)] overflow-auto @2xl:grid-cols-3">
        <Column title={t('base', { version: mine.base.version })} version={mine.base} />
        <Column title={t('mine')} text={mine.text} before={before} />
        <Column title={t('theirs', { version: theirs.version })} version={theirs} before={before} />
      </div>
    </div>
  )
}

function textOf(version: Version): string | undefined {
  return version.data ? decodeText(version.data) : ''
}

function Column(props: {
  title: string
  version?: Version
  text?: string
  before?: string | undefined
}) {
  const t = useTranslations('edit.conflict')
  const words = useWords()
  const { title, version, before } = props
  const text = props.text ?? (version ? textOf(version) : '')
  let body: ReactNode = (
    <p className="p-3 text-dim">
      {t('notText', { bytes: words.bytes(version?.data?.length ?? 0) })}
    </p>
  )
  if (text !== undefined) body = <Lines text={text} before={before} />
  return (
    <section
      aria-label={title}
      className="flex min-h-0 min-w-0 flex-col border-b border-line @2xl:border-r @2xl:border-b-0"
    >
      <h2 className="shrink-0 bg-bg px-3 py-1.5 text-meta font-semibold text-dim">{title}</h2>
      <div className="min-h-0 flex-1 overflow-auto bg-panel py-1">{body}</div>
    </section>
  )
}

function Lines({ text, before }: { text: string; before: string | undefined }) {
  const t = useTranslations('edit.conflict')
  return (
    <pre className="text-value">
      {diffLines(before ?? text, text).map(({ key, line, isNew }) => (
        <span key={key} className={`block min-h-5 px-3 ${isNew ? 'bg-new-bg' : ''}`}>
          {isNew ? <span className="sr-only">{t('changedLine')} </span> : null}
          {line}
        </span>
      ))}
    </pre>
  )
}

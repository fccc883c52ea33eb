'use client'

import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { EditorLoader } from '@/components/code/editor-loader'
import { Ago } from '@/components/format/ago'
import { useWords } from '@/components/format/use-words'
import { VisibleText } from '@/components/format/visible-text'
import { PlaceLink } from '@/components/navigation/place-link'
import { Button, buttonStyle } from '@/components/ui/button'
import { Skeleton } from '@/components/ui/skeleton'
import { HexView } from '@/components/value/hex-view'
import { useReading } from '@/components/value/use-reading'
import { useZnode } from '@/lib/client/live/use-live'
import { useTranslations } from '@/lib/messages/use-translations'
import { isSecretPlace } from '@/lib/payload/preview/secrets'
import { nameOf, type ZnodePath } from '@/lib/znode/path'
import { isEphemeral } from '@/lib/znode/stat'

/** A text is shown so far (UTF-16 code units); all of it where the znode is opened. */
const SHOWN = 20_000

/** What one child holds, over the right part of the rows, which keep the focus. */
export function ChildPeek({ path, onClose }: { path: ZnodePath; onClose: () => void }) {
  const t = useTranslations('node.peek')
  const common = useTranslations('common')
  const name = nameOf(path)
  return (
    <section
      aria-label={t('label', { name })}
      tabIndex={-1}
      onKeyDown={({ key }) => key === 'Escape' && onClose()}
      className="absolute inset-y-0 right-0 z-10 flex w-[min(26rem,65%)] max-md:w-full animate-appear flex-col border-l border-line bg-bg shadow-overlay outline-none"
    >
      <div className="flex min-h-10 shrink-0 items-center gap-1.5 border-b border-line ps-3 pe-1.5">
        <h3 className="min-w-0 flex-1 truncate font-mono text-value font-semibold">
          <VisibleText text={name} cut />
        </h3>
        <PlaceLink path={path} className={buttonStyle({ size: 'small' })}>
          {t('open')}
        </PlaceLink>
        <Button variant="quiet" size="icon" aria-label={common('close')} onClick={onClose}>
          <X aria-hidden className="size-4" />
        </Button>
      </div>
      {isSecretPlace(path) ? <Said>{t('hidden')}</Said> : <Peeked key={path} path={path} />}
    </section>
  )
}

function Peeked({ path }: { path: ZnodePath }) {
  const t = useTranslations('node')
  const view = useZnode(path)
  const { reading, structure, isUnpacking } = useReading(path, view.data)
  if (view.status === 'missing') return <Said>{t('peek.gone')}</Said>
  if (view.status === 'denied') return <Said>{t('denied.title')}</Said>
  if (!view.isRead && view.problem) return <Said>{t('unread.title')}</Said>
  if (!view.isRead || isUnpacking) return <Skeleton label={t('loading', { path })} rows={4} />
  const { text = reading.glimpse ?? structure?.text } = reading
  const { format } = reading
  const blank = format === 'none' || format === 'empty' ? format : undefined
  return (
    <>
      <Facts {...view} />
      {blank ? (
        <Said>{t(`value.${blank}.title`)}</Said>
      ) : text === undefined ? (
        <HexView path={path} data={reading.bytes ?? new Uint8Array()} />
      ) : (
        <>
          <EditorLoader
            text={text.slice(0, SHOWN)}
            format={format}
            label={t('value.label', { path })}
            isEditable={false}
          />
          {text.length > SHOWN ? (
            <p className="shrink-0 px-3 py-1 text-meta text-faint">{t('peek.cut')}</p>
          ) : null}
        </>
      )}
    </>
  )
}

function Facts({ stat }: Pick<ReturnType<typeof useZnode>, 'stat'>) {
  const t = useTranslations('node')
  const words = useWords()
  if (!stat) return null
  return (
    <p className="flex shrink-0 flex-wrap gap-x-3 border-b border-line px-3 py-1.5 text-meta text-dim tabular-nums">
      <span>{t('chips.version', { version: stat.version })}</span>
      <span>{words.bytes(stat.dataLength)}</span>
      {stat.mtime === 0 ? null : <Ago at={stat.mtime} />}
      {isEphemeral(stat) ? <span className="text-chg">{t('chips.ephemeral')}</span> : null}
    </p>
  )
}

function Said({ children }: { children: ReactNode }) {
  return <p className="px-3 py-3 text-dim">{children}</p>
}

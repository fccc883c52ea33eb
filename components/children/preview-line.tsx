'use client'

import { useEffect, useMemo, useState } from 'react'
import { useCluster } from '@/components/cluster/cluster-context'
import { PreviewWords } from '@/components/format/preview-words'
import { useWords } from '@/components/format/use-words'
import type { ValueBeginning } from '@/lib/client/live/preview-store'
import { useTranslations } from '@/lib/messages/use-translations'
import { peekInside } from '@/lib/payload/preview/peek-inside'
import { type Preview, previewOf } from '@/lib/payload/preview/preview'
import { isSecretPlace } from '@/lib/payload/preview/secrets'
import { judgeSize } from '@/lib/payload/size'
import { nameOf, type ZnodePath } from '@/lib/znode/path'
import type { Presence, Stat } from '@/lib/znode/stat'
import { useValueBeginning } from './previews'

/** What a child holds, in a line: its value's beginning, its children, what is wrong with it. */
export function PreviewLine({ path, presence }: { path: ZnodePath; presence: Presence }) {
  const t = useTranslations('node.preview')
  if (presence === 'unreadable') return <span className="text-faint">{t('denied')}</span>
  if (!presence) return null
  const children =
    presence.numChildren > 0 ? t('children', { count: presence.numChildren }) : undefined
  if (presence.dataLength === 0 && children) return children
  return (
    <>
      <NearLimit stat={presence} />
      {isSecretPlace(path) && presence.dataLength > 0 ? (
        <span className="text-faint">{t('hidden')}</span>
      ) : (
        <ValueLine path={path} stat={presence} />
      )}
      {children ? ` · ${children}` : null}
    </>
  )
}

function NearLimit({ stat }: { stat: Stat }) {
  const t = useTranslations('node.preview')
  const words = useWords()
  const { maxValueBytes } = useCluster()
  if (judgeSize(stat.dataLength, maxValueBytes) === 'fits') return null
  const percent = words.number(Math.floor((stat.dataLength / maxValueBytes) * 100))
  return <span className="text-chg">{t('limit', { percent })} · </span>
}

function ValueLine({ path, stat }: { path: ZnodePath; stat: Stat }) {
  const t = useTranslations('node.preview')
  const beginning = useValueBeginning(path)
  const preview = usePreview(path, beginning)
  if (!beginning) return null
  if (beginning.status === 'denied') return <span className="text-faint">{t('denied')}</span>
  if (beginning.status === 'too-large') return <span className="text-faint">{t('tooLarge')}</span>
  // Of an older value than the row shows: the newer one is on its way.
  const isOld = beginning.stat?.mzxid !== stat.mzxid
  return preview ? (
    <span className={isOld ? 'text-faint' : ''}>
      {preview.map((part) => (
        <PreviewWords key={part.kind} preview={part} />
      ))}
    </span>
  ) : null
}

/** What the beginning says, and where it is packed what is inside. */
function usePreview(path: ZnodePath, beginning: ValueBeginning | undefined) {
  const bytes = beginning?.bytes ?? null
  const isRead = beginning?.status === 'read'
  const isWhole = bytes === null || bytes.length === beginning?.stat?.dataLength
  const name = nameOf(path)
  const outer = useMemo(
    () => (isRead ? previewOf({ bytes, isWhole, name }) : undefined),
    [isRead, bytes, isWhole, name],
  )
  const [inner, setInner] = useState<{ of: Uint8Array; preview: Preview }>()
  const packing = outer?.kind === 'packed' ? outer.packing : undefined
  useEffect(() => {
    if (!bytes || packing === undefined) return
    let isOver = false
    void peekInside(packing, bytes).then((inside) => {
      if (inside && !isOver) setInner({ of: bytes, preview: previewOf({ ...inside, name }) })
    })
    return () => {
      isOver = true
    }
  }, [bytes, packing, name])
  if (!outer) return undefined
  return packing !== undefined && inner?.of === bytes && inner.preview.kind !== 'packed'
    ? [outer, inner.preview]
    : [outer]
}

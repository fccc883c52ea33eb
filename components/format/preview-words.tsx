'use client'

import { useTranslations } from '@/lib/messages/use-translations'
import { placeAll } from '@/lib/payload/meaning/place'
import type { Preview } from '@/lib/payload/preview/preview'
import { VisibleText } from './visible-text'

/** What a value holds, in words. */
export function PreviewWords({ preview }: { preview: Preview }) {
  const t = useTranslations('node.preview')
  const formats = useTranslations('node.format')
  switch (preview.kind) {
    case 'none':
    case 'empty':
    case 'hidden':
    case 'binary':
      return <span className="text-faint">{t(preview.kind)}</span>
    case 'packed':
      return `${formats(preview.packing)} · `
    case 'number':
      return t('number', { bytes: preview.bytes, value: preview.value })
    case 'element':
      return <VisibleText text={`<${preview.name}>`} />
    case 'items':
      return t(preview.isWhole ? 'items' : 'itemsMore', { count: preview.count })
    case 'text':
      return <FirstLine {...preview} />
    default:
      return <Members {...preview} />
  }
}

function FirstLine({ line, lines }: Extract<Preview, { kind: 'text' }>) {
  const t = useTranslations('node.preview')
  return (
    <>
      {lines !== undefined && lines > 1 ? `${t('lines', { count: lines })}: ` : null}
      <VisibleText text={line} />
    </>
  )
}

type Keyed = Extract<Preview, { kind: 'members' | 'tables' | 'sections' }>

function Members({ kind, count, isWhole, shown }: Keyed) {
  const t = useTranslations('node.preview')
  // A key may be there twice.
  const members = placeAll([shown]).flatMap((placed) => [...placed])
  return (
    <>
      {t(isWhole ? kind : `${kind}More`, { count })}
      {members.map(([id, { entry }], index) => (
        <span key={id}>
          {index === 0 && entry.value === null
            ? ': '
            : index > 0 && entry.value === null
              ? ', '
              : ' · '}
          <VisibleText text={entry.key} />
          {entry.value === null ? null : (
            <>
              {' '}
              <span className="text-text">
                <VisibleText text={entry.value} />
              </span>
            </>
          )}
        </span>
      ))}
    </>
  )
}

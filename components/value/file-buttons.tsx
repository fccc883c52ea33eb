'use client'

import { Download, Ellipsis } from 'lucide-react'
import { type ChangeEvent, useRef, useState } from 'react'
import { useCluster } from '@/components/cluster/cluster-context'
import { useWriteBlock } from '@/components/cluster/use-write-block'
import { useWords } from '@/components/format/use-words'
import { Button, buttonStyle } from '@/components/ui/button'
import { Menu } from '@/components/ui/overlay/menu'
import { useTranslations } from '@/lib/messages/use-translations'
import { toHexText } from '@/lib/payload/hex-text'
import { readValue } from '@/lib/payload/reading'
import { nameOf } from '@/lib/znode/path'
import type { NodeBodyProps } from './value-props'

/** Takes the stored bytes out as a file, or a file's bytes in as a draft. */
export function FileButtons({ path, view, editing }: NodeBodyProps) {
  const t = useTranslations('node.file')
  const why = useTranslations('node.why')
  const input = useRef<HTMLInputElement>(null)
  const blocked = useWriteBlock(path)
  const words = useWords()
  const { maxValueBytes } = useCluster()
  const [tooLarge, setTooLarge] = useState<number>()
  const { data, status } = view
  const take = async (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.target.files?.[0]
    event.target.value = ''
    setTooLarge(file !== undefined && file.size > maxValueBytes ? file.size : undefined)
    if (!file || file.size > maxValueBytes) return
    const bytes = new Uint8Array(await file.arrayBuffer())
    const { lens, text } = readValue({ packing: null, bytes }, nameOf(path), {})
    editing.replaceBy(lens, text ?? toHexText(bytes))
  }
  const whyNot = status === 'ready' ? blocked : why('loading')
  return (
    <>
      <Button
        size="small"
        aria-label={t('download')}
        tip={t('download')}
        blocked={data ? undefined : t('nothing')}
        onClick={() => data && download(nameOf(path) || 'root', data)}
      >
        <Download aria-hidden className="size-3" />
      </Button>
      <Menu
        label={t('more')}
        tip={t('more')}
        className={buttonStyle({ size: 'small' })}
        trigger={<Ellipsis aria-hidden className="size-3.5" />}
        sections={[
          {
            id: 'file',
            items: [
              {
                id: 'upload',
                label: t('upload'),
                ...(whyNot === undefined
                  ? { onSelect: () => input.current?.click() }
                  : { blocked: whyNot }),
              },
            ],
          },
        ]}
      />
      <input
        ref={input}
        type="file"
        hidden
        aria-label={t('choose')}
        onChange={(event) => void take(event)}
      />
      {tooLarge === undefined ? null : (
        <span role="alert" className="text-meta text-del">
          {t('tooLarge', words.sizeAndLimit(tooLarge, maxValueBytes))}
        </span>
      )}
    </>
  )
}

function download(name: string, data: Uint8Array): void {
  const url = URL.createObjectURL(new Blob([data.slice()], { type: 'application/octet-stream' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}

'use client'

import { useRef } from 'react'
import { ScrollRegion } from '@/components/ui/scroll-region'
import { indexesOf, useRowWindow } from '@/components/ui/use-row-window'
import { useTranslations } from '@/lib/messages/use-translations'
import { hexRow, hexRowCount } from '@/lib/payload/hex'
import type { ZnodePath } from '@/lib/znode/path'

const ROW = 20

/** Offset, bytes and what they spell; only the rows in view exist. */
export function HexView({ path, data }: { path: ZnodePath; data: Uint8Array }) {
  const t = useTranslations('node.hex')
  const ref = useRef<HTMLElement>(null)
  const count = hexRowCount(data.length)
  const rows = useRowWindow({ scroller: ref, count, height: ROW, overscan: 20 })
  return (
    <ScrollRegion
      ref={ref}
      label={t('label', { path })}
      className="min-h-0 flex-1 overflow-auto bg-panel py-2"
    >
      <div className="relative min-w-max font-mono text-value" style={{ height: count * ROW }}>
        {indexesOf(rows).map((index) => (
          <HexLine key={index} data={data} index={index} top={index * ROW} />
        ))}
      </div>
    </ScrollRegion>
  )
}

function HexLine({ data, index, top }: { data: Uint8Array; index: number; top: number }) {
  const { offset, bytes, ascii } = hexRow(data, index)
  return (
    <div className="absolute left-0 flex gap-5 px-4 whitespace-pre" style={{ top, height: ROW }}>
      <span className="text-faint select-none">{offset}</span>
      <span className="w-[49ch]">
        {bytes.slice(0, 8).join(' ')}
        {'  '}
        {bytes.slice(8).join(' ')}
      </span>
      <span className="text-str">{ascii}</span>
    </div>
  )
}

'use client'

import { FileQuestion } from 'lucide-react'
import { useWriteBlock } from '@/components/cluster/use-write-block'
import { holdKeys } from '@/components/commands/held-keys'
import type { NodeTab } from '@/components/navigation/place'
import { Button } from '@/components/ui/button'
import { useTranslations } from '@/lib/messages/use-translations'
import type { NodeBodyProps } from './value-props'

/** Above the children: that there is no value, as far as it was read. */
export function NoDataLine(props: NodeBodyProps & { onTab: (tab: NodeTab) => void }) {
  const t = useTranslations('node.noData')
  const { path, view, reading, editing } = props
  const blocked = useWriteBlock(path)
  if (!view.isRead || view.stat?.dataLength !== 0) return null
  const write = () => {
    holdKeys()
    props.onTab('value')
    editing.begin(reading.lens)
  }
  return (
    <p className="flex h-7 shrink-0 items-center gap-1.5 border-b border-line bg-bg px-4 text-meta text-dim pointer-coarse:h-10">
      <FileQuestion aria-hidden className="size-3.5 shrink-0 text-faint" />
      <span className="min-w-0 truncate">
        {view.data === null ? t('none') : t('empty')}
        {view.data === null ? (
          <span className="text-faint @max-md:hidden"> {t('noneWhy')}</span>
        ) : null}
      </span>
      {view.status === 'ready' ? (
        <>
          <span aria-hidden>·</span>
          <Button
            variant="quiet"
            size="small"
            blocked={blocked}
            onClick={write}
            className="-ms-1 px-1 not-aria-disabled:text-accent"
          >
            {t('write')}
          </Button>
        </>
      ) : null}
    </p>
  )
}

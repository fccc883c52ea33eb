'use client'

import { Copy, X } from 'lucide-react'
import { openPlace } from '@/components/navigation/use-place'
import { sayNotice } from '@/components/notice/notice'
import { Button } from '@/components/ui/button'
import { copyText } from '@/components/ui/copy-text'
import { useTranslations } from '@/lib/messages/use-translations'
import { childOf, type ZnodePath } from '@/lib/znode/path'
import type { Choosing } from './use-chosen'

type BarProps = {
  readonly parent: ZnodePath
  readonly choosing: Choosing
  /** All children, as they are sorted: what is copied stands in that order. */
  readonly shown: readonly string[]
}

/** What can be done with the children that were chosen. */
export function ChosenBar({ parent, choosing, shown }: BarProps) {
  const t = useTranslations('node.children')
  const { chosen } = choosing
  const count = chosen.size
  const [only] = chosen
  if (only === undefined) return null
  const copy = async () => {
    const names = shown.filter((name) => chosen.has(name))
    const isCopied = await copyText(names.map((name) => childOf(parent, name)).join('\n'))
    sayNotice(isCopied ? t('copied', { count: names.length }) : t('notCopied'))
  }
  return (
    <div className="flex min-h-10 shrink-0 flex-wrap items-center gap-2 border-t border-line bg-raise px-3 py-1">
      <p role="status" className="tabular-nums">
        {t('chosen', { count })}
      </p>
      {count === 1 ? (
        <Button onClick={() => openPlace(childOf(parent, only))}>{t('open')}</Button>
      ) : null}
      <Button onClick={() => void copy()}>
        <Copy aria-hidden className="size-3.5" />
        {t(count === 1 ? 'copyPath' : 'copyPaths')}
      </Button>
      <Button variant="quiet" onClick={choosing.clear} className="ms-auto">
        <X aria-hidden className="size-3.5" />
        {t('unchoose')}
      </Button>
    </div>
  )
}

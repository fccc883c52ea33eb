'use client'

import { WrapText } from 'lucide-react'
import { useState } from 'react'
import { useWords } from '@/components/format/use-words'
import { VisibleText } from '@/components/format/visible-text'
import { lazyPart } from '@/components/loading/lazy-part'
import { NotFollowed } from '@/components/tree/not-followed'
import { Button } from '@/components/ui/button'
import { Chip } from '@/components/ui/chip'
import { CopyButton } from '@/components/ui/copy-button'
import { hintProps } from '@/components/ui/tip'
import type { NodeBodyProps } from '@/components/value/value-props'
import { useNotFollowed } from '@/lib/client/live/use-live'
import { useTranslations } from '@/lib/messages/use-translations'
import { isEphemeral } from '@/lib/znode/stat'
import { Breadcrumb } from './breadcrumb'

const DraftChip = lazyPart(
  () => import('@/components/drafts/draft-chip').then((code) => code.DraftChip),
  { place: 'line', early: true },
)

/** Longer paths (characters) may be cut in the row, and are shown whole on demand. */
const LONG = 60

/** Where the znode is, and what it is at a glance. */
export function NodeHeader({ path, view, value, reading, editing }: NodeBodyProps) {
  const t = useTranslations('node')
  const words = useWords()
  const { stat } = view
  const notFollowed = useNotFollowed(path)
  const [isWhole, setWhole] = useState(false)
  return (
    <div className="flex min-h-10 shrink-0 flex-wrap items-center gap-x-2 gap-y-1 border-b border-line px-3 py-1">
      <div className="flex min-w-0 flex-1 basis-64">
        <Breadcrumb path={path}>
          <CopyButton label={t('copyPath')} done={t('pathCopied')} text={() => path} />
          {path.length > LONG ? (
            <Button
              variant="quiet"
              size="icon"
              aria-label={t('wholePath')}
              aria-expanded={isWhole}
              tip={t('wholePath')}
              onClick={() => setWhole(!isWhole)}
            >
              <WrapText aria-hidden className="size-3.5" />
            </Button>
          ) : null}
        </Breadcrumb>
      </div>
      <div className="flex flex-wrap items-center gap-1.5">
        <DraftChip editing={editing} />
        {notFollowed ? <NotFollowed reason={notFollowed} /> : null}
        {stat ? (
          <>
            {isEphemeral(stat) ? <Chip tone="chg">{t('chips.ephemeral')}</Chip> : null}
            <Chip>{t('chips.version', { version: stat.version })}</Chip>
            {value.isUnpacking ? null : <FormatChip view={view} value={value} reading={reading} />}
            <Chip {...hintProps(words.bytes(stat.dataLength))}>{words.size(stat.dataLength)}</Chip>
          </>
        ) : null}
      </div>
      {isWhole ? (
        <p className="basis-full font-mono text-value [overflow-wrap:anywhere]">
          <VisibleText text={path} />
        </p>
      ) : null}
    </div>
  )
}

/** What the value is taken for; of what was not read nothing is said. */
function FormatChip({ view, value, reading }: Pick<NodeBodyProps, 'view' | 'value' | 'reading'>) {
  const t = useTranslations('node')
  const { packing } = reading.lens
  if (view.status === 'denied') return null
  if (!view.isRead) return <Chip tone="chg">{t('chips.unread')}</Chip>
  return (
    <Chip>
      {packing ? `${t(`format.${packing}`)} · ` : ''}
      {value.structure ? t(`structure.${value.structure.kind}`) : t(`format.${reading.format}`)}
    </Chip>
  )
}

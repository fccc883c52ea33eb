'use client'

import { DraftChip } from '@/components/editor/draft-chip'
import { useWords } from '@/components/format/use-words'
import { NotFollowed } from '@/components/tree/not-followed'
import { Chip } from '@/components/ui/chip'
import { CopyButton } from '@/components/ui/copy-button'
import { useNotFollowed } from '@/lib/client/use-live'
import { useTranslations } from '@/lib/messages/use-translations'
import { isEphemeral } from '@/lib/znode/stat'
import { Breadcrumb } from './breadcrumb'
import type { NodeBodyProps } from './node-panel'

/** Where the znode is, and what it is at a glance. */
export function NodeHeader({ path, view, value, reading, editing }: NodeBodyProps) {
  const t = useTranslations('node')
  const words = useWords()
  const { stat } = view
  const notFollowed = useNotFollowed(path)
  return (
    <div className="flex min-h-10 shrink-0 flex-wrap items-center gap-x-2 gap-y-1 border-b border-line px-3 py-1">
      <div className="flex min-w-0 flex-1 basis-64">
        <Breadcrumb path={path}>
          <CopyButton label={t('copyPath')} done={t('pathCopied')} text={() => path} />
        </Breadcrumb>
      </div>
      <div className="flex flex-wrap items-center gap-1.5">
        <DraftChip editing={editing} />
        {notFollowed ? <NotFollowed reason={notFollowed} /> : null}
        {stat ? (
          <>
            {isEphemeral(stat) ? <Chip tone="chg">{t('chips.ephemeral')}</Chip> : null}
            <Chip>{t('chips.version', { version: stat.version })}</Chip>
            {value.isUnpacking ? null : <FormatChip view={view} reading={reading} />}
            <Chip title={words.bytes(stat.dataLength)}>{words.size(stat.dataLength)}</Chip>
          </>
        ) : null}
      </div>
    </div>
  )
}

/** What the value is taken for; of what was not read nothing is said. */
function FormatChip({ view, reading }: Pick<NodeBodyProps, 'view' | 'reading'>) {
  const t = useTranslations('node')
  const { packing } = reading.lens
  if (view.status === 'denied') return null
  if (!view.isRead) return <Chip tone="chg">{t('chips.unread')}</Chip>
  return (
    <Chip>
      {packing ? `${t(`format.${packing}`)} · ` : ''}
      {t(`format.${reading.format}`)}
    </Chip>
  )
}

'use client'

import { useCluster } from '@/components/cluster/cluster-context'
import { Ago } from '@/components/format/ago'
import { useWords } from '@/components/format/use-words'
import { VisibleText } from '@/components/format/visible-text'
import { hintProps } from '@/components/ui/tip'
import { useTranslations } from '@/lib/messages/use-translations'
import type { ZnodePath } from '@/lib/znode/path'
import { isEphemeral, type Stat } from '@/lib/znode/stat'
import { visibleText } from '@/lib/znode/visible-text'
import type { LastAuthor } from './last-author'
import { useLastAuthor } from './use-last-author'

/** What the stat says in a line, and who wrote the value last and why, where that is known. */
export function StatStrip({ path, stat }: { path: ZnodePath; stat: Stat }) {
  const t = useTranslations('node.strip')
  const words = useWords()
  const common = useTranslations('common')
  const { id } = useCluster()
  const author = useLastAuthor(id, path, stat)
  const { version, mzxid, mtime, ctime } = stat
  return (
    <p
      data-mzxid={mzxid}
      {...hintProps(author?.reason ? visibleText(author.reason) : undefined, { ifCut: true })}
      className="flex h-7 shrink-0 items-center gap-1.5 overflow-hidden border-t border-line bg-bg px-4 text-meta whitespace-nowrap text-dim tabular-nums max-md:hidden"
    >
      <span className="shrink-0 text-text">{t('version', { version })}</span>
      <Dot />
      <span className="min-w-0 truncate">
        {mtime === 0 ? t('neverModified') : <Ago at={mtime} />}
        {author ? <By {...author} /> : null}
      </span>
      <Dot />
      <span className="min-w-0 shrink-10 truncate">
        {isEphemeral(stat) ? (
          <>
            {t('ephemeral')} <span className="font-mono">{stat.ephemeralOwner}</span>
          </>
        ) : (
          <span {...hintProps(t('persistentWhy'))}>{t('persistent')}</span>
        )}
      </span>
      <Dot />
      <span
        className="min-w-0 shrink-10 truncate"
        {...hintProps(ctime === 0 ? undefined : words.time(ctime))}
      >
        {t('created')} {ctime === 0 ? common('never') : words.day(ctime)}
      </span>
    </p>
  )
}

function By({ person, reason }: LastAuthor) {
  const t = useTranslations('node.strip')
  return (
    <>
      {' '}
      {t('by')}{' '}
      <span className="text-text">
        <VisibleText text={person} />
      </span>
      {reason ? (
        <>
          {' '}
          <VisibleText text={`“${reason}”`} />
        </>
      ) : null}
    </>
  )
}

function Dot() {
  return (
    <span aria-hidden className="shrink-0 text-faint">
      ·
    </span>
  )
}

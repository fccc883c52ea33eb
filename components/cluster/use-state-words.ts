'use client'

import { useWords } from '@/components/format/use-words'
import type { ServerState } from '@/lib/api/cluster'
import type { ClusterView } from '@/lib/client/live/cluster-view'
import { useTranslations } from '@/lib/messages/use-translations'
import { lackingFor, pillState } from './pill-state'

/** More servers than this are counted, not named. */
const NAMED = 3

/** What the connection lacks, in sentences. */
export function useStateWords() {
  const t = useTranslations('shell.outage')
  const about = useTranslations('shell.about')
  const causes = useTranslations('cause')
  const words = useWords()
  const triedWords = (servers: readonly ServerState[]): string | undefined => {
    const failed = servers.flatMap(({ address, cause }) => (cause ? [{ address, cause }] : []))
    if (failed.length === 0) return undefined
    const named = failed
      .slice(0, NAMED)
      .map(({ address, cause }) => `${shortAddress(address)} (${causes(`${cause}.what`)})`)
    const rest = failed.length - NAMED
    const list = rest > 0 ? [...named, t('more', { count: rest })] : named
    return t('tried', { servers: words.list(list) })
  }
  return {
    /** One text of those sentences that there are. */
    together: (...sentences: ReadonlyArray<string | undefined>): string =>
      sentences
        .filter((sentence) => sentence !== undefined)
        .reduce((first, rest) => t('sentences', { first, rest })),
    /** The sentence that comes first: what does not work, for how long. */
    headline: (view: ClusterView): string => {
      const state = pillState(view)
      const since = lackingFor(view)
      if (state === 'no-contact')
        return since === null
          ? t('never')
          : t('no-contact', { age: words.age(Math.max(1_000, since)) })
      if (state === 'reconnecting' && since !== null)
        return t('reconnecting', { age: words.age(Math.max(1_000, since)) })
      return about(state, { server: view.server ?? '' })
    },
    /** Which servers were tried, with what came of it; nothing where they are not the trouble. */
    tried: (view: ClusterView): string | undefined =>
      view.missing.some(({ cause }) => cause !== null) ? triedWords(view.servers) : undefined,
    /** When it is tried again. */
    nextTry: ({ nextTry }: ClusterView): string | undefined => {
      if (nextTry === null) return undefined
      return nextTry < 1_000 ? t('trying') : t('nextTry', { age: words.age(nextTry) })
    },
  }
}

/** Without the port where it is ZooKeeper's own. */
export function shortAddress(address: string): string {
  return address.replace(/:2181$/, '')
}

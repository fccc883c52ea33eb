'use client'

import { useCallback, useEffect, useState } from 'react'
import { useWords } from '@/components/format/use-words'
import { Banner } from '@/components/ui/banner'
import type { readHistoryStatus } from '@/lib/api/history-status'
import type { AnswerOf } from '@/lib/api/operation'
import { ApiError, request } from '@/lib/client/transport/request'
import { useTranslations } from '@/lib/messages/use-translations'

type Status = AnswerOf<typeof readHistoryStatus>

/** How often it is asked while a baseline is read, and otherwise (ms). */
const BUSY_MS = 2_000
const QUIET_MS = 30_000

/** How long it is told that a baseline is complete (ms). */
const OVER_MS = 10_000

/** How the recording of the cluster is doing: how far its baseline is, and what is not recorded. */
export function RecordingStatus({ cluster }: { cluster: string }) {
  const t = useTranslations('history.recording')
  const status = useRecordingStatus(cluster)
  const isOver = useIsOver(status?.baseline.state)
  if (!status) return null
  const { baseline, tooLong } = status
  return (
    <>
      {tooLong > 0 ? <Banner tone="warning">{t('tooLong', { count: tooLong })}</Banner> : null}
      {isOver || baseline.state === 'off' || baseline.state === 'waiting' ? null : (
        <BaselineLine {...baseline} />
      )}
    </>
  )
}

/** Whether a complete baseline is no news any longer: a while after its end, or where nobody saw that. */
function useIsOver(state: Status['baseline']['state'] | undefined): boolean {
  const [isOver, setOver] = useState(true)
  const isComplete = state === 'complete'
  useEffect(() => {
    if (state === undefined) return
    if (!isComplete) return setOver(false)
    const timer = setTimeout(() => setOver(true), OVER_MS)
    return () => clearTimeout(timer)
  }, [state, isComplete])
  return isOver && isComplete
}

function BaselineLine({ state, read, total }: Status['baseline']) {
  const t = useTranslations('history.recording')
  const words = useWords()
  const counts = { read: words.number(read), total: words.number(Math.max(read, total ?? 0)) }
  return (
    <p className="shrink-0 border-b border-line px-4 py-1 text-meta text-dim tabular-nums">
      {total === null ? t('baselineUncounted', counts) : t('baseline', counts)}
      {state === 'bounded' ? ` ${t('bounded')}` : null}
    </p>
  )
}

/** How the recording is doing; undefined until it is known, and what was known stays while it cannot be asked for. */
export function useRecordingStatus(cluster: string): Status | undefined {
  const [status, setStatus] = useState<Status>()
  const isBusy = status?.baseline.state === 'running' || status?.baseline.state === 'waiting'
  const read = useCallback(
    async (signal: AbortSignal) => {
      try {
        setStatus(await request('readHistoryStatus', { cluster, signal }))
      } catch (error) {
        if (!(error instanceof ApiError)) throw error
      }
    },
    [cluster],
  )
  useEffect(() => {
    const stop = new AbortController()
    void read(stop.signal)
    const timer = setInterval(() => void read(stop.signal), isBusy ? BUSY_MS : QUIET_MS)
    return () => {
      stop.abort()
      clearInterval(timer)
    }
  }, [read, isBusy])
  return status
}

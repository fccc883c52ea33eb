'use client'

import { CloudOff, LoaderCircle, RefreshCw } from 'lucide-react'
import { type ReactNode, useEffect, useEffectEvent, useRef, useState } from 'react'
import { releaseKeys } from '@/components/commands/held-keys'
import type { AbsentPartProps } from '@/components/loading/lazy-part'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Dialog } from '@/components/ui/overlay/dialog'
import { Skeleton } from '@/components/ui/skeleton'
import { request } from '@/lib/client/transport/request'
import { useTranslations } from '@/lib/messages/use-translations'

/** How long a server that does not answer is left alone (ms). */
const PAUSE_MS = 2_000

/** In place of a part that is not there: why, and what becomes of it. It is tried again by itself. */
export function AbsentPart({ place, failures, onRetry, onClose }: AbsentPartProps) {
  const t = useTranslations('shell.absent')
  const common = useTranslations('common')
  const cause = useCause(failures, onRetry)
  const close = onClose ?? (() => undefined)
  const isMissing = failures > 0
  useEffect(() => {
    if (isMissing) releaseKeys()
  }, [isMissing])
  if (!isMissing && place !== 'popover')
    return (
      <div data-waiting>
        <Dialog title={common('loading')} closeLabel={common('close')} onClose={close}>
          <Skeleton label={common('loading')} rows={3} />
        </Dialog>
      </div>
    )
  const isUpgraded = cause === 'upgraded'
  const reload = isUpgraded ? (
    <Button variant="primary" onClick={() => location.reload()}>
      <RefreshCw aria-hidden className="size-3.5" />
      {t('reload')}
    </Button>
  ) : null
  const what = { title: t(`${cause}.title`), text: t(`${cause}.what`), reload }
  if (place === 'dialog')
    return (
      <Dialog title={what.title} closeLabel={common('close')} onClose={close}>
        <p role="status" className="text-dim">
          {what.text}
        </p>
        <div className="mt-4 flex justify-end gap-2">
          <Button onClick={close}>{common('close')}</Button>
          {reload}
        </div>
      </Dialog>
    )
  if (place === 'pane')
    return (
      <EmptyState role="status" icon={<CloudOff aria-hidden />} title={what.title} action={reload}>
        {what.text}
      </EmptyState>
    )
  const line = <Line {...what} isFloating={place === 'popover'} isTrying={!isUpgraded} />
  if (place === 'line') return line
  // What was dismissed on its way does not come up when it has failed.
  return <Dismissible onClose={close}>{isMissing ? line : null}</Dismissible>
}

/** Closes on Escape, and on a press outside of what holds it. */
function Dismissible({ onClose, children }: { onClose: () => void; children: ReactNode }) {
  const ref = useRef<HTMLSpanElement>(null)
  const close = useEffectEvent(onClose)
  useEffect(() => {
    const onKey = ({ key }: KeyboardEvent) => {
      if (key === 'Escape') close()
    }
    const onPress = ({ target }: PointerEvent) => {
      const isInside = target instanceof Node && ref.current?.parentElement?.contains(target)
      if (!isInside) close()
    }
    window.addEventListener('keydown', onKey)
    window.addEventListener('pointerdown', onPress)
    return () => {
      window.removeEventListener('keydown', onKey)
      window.removeEventListener('pointerdown', onPress)
    }
  }, [])
  return <span ref={ref}>{children}</span>
}

function Line(props: {
  title: string
  text: string
  reload: ReactNode
  isFloating: boolean
  isTrying: boolean
}) {
  const Icon = props.isTrying ? LoaderCircle : CloudOff
  return (
    <span className="relative inline-flex">
      <span
        role="status"
        title={props.text}
        className={`flex items-center gap-2 text-meta text-dim ${props.isFloating ? 'absolute top-2 right-0 z-20 w-64 rounded-md bg-panel p-3 shadow-overlay' : ''}`}
      >
        <Icon
          aria-hidden
          className={`size-3.5 shrink-0 ${props.isTrying ? 'animate-spin' : 'text-chg'}`}
        />
        <span className="min-w-0 flex-1">{props.isFloating ? props.text : props.title}</span>
        {props.reload}
      </span>
    </span>
  )
}

/**
 * Why the part did not come, and its next attempt as soon as that may help: when the server
 * answers. A server that answers and does not have the part has another build by now.
 */
function useCause(failures: number, onRetry: () => void): 'unreachable' | 'upgraded' {
  const [isUpgraded, setUpgraded] = useState(false)
  const wasRetried = useRef(false)
  const onAnswer = useEffectEvent(() => {
    if (wasRetried.current) return setUpgraded(true)
    wasRetried.current = true
    onRetry()
  })
  useEffect(() => {
    if (failures === 0 || isUpgraded) return
    const stop = new AbortController()
    let timer: ReturnType<typeof setTimeout> | undefined
    const ask = async () => {
      const isThere = await answers(stop.signal)
      if (stop.signal.aborted) return
      if (isThere) return onAnswer()
      wasRetried.current = false
      timer = setTimeout(() => void ask(), PAUSE_MS)
    }
    void ask()
    return () => {
      stop.abort()
      clearTimeout(timer)
    }
  }, [failures, isUpgraded])
  return isUpgraded ? 'upgraded' : 'unreachable'
}

async function answers(signal: AbortSignal): Promise<boolean> {
  try {
    await request('readHealth', { signal })
    return true
  } catch {
    return false
  }
}

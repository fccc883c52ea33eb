'use client'

import { X } from 'lucide-react'
import { useEffect, useSyncExternalStore } from 'react'
import { Button } from '@/components/ui/button'
import { useTranslations } from '@/lib/messages/use-translations'

/** How long a notice stays (ms). */
const SHOWN_MS = 8_000

type Said = { readonly text: string }

let said: Said | undefined
const listeners = new Set<() => void>()

/** Says something at the foot of the screen, in place of what was said before. */
export function sayNotice(text: string | undefined): void {
  said = text === undefined ? undefined : { text }
  for (const notify of listeners) notify()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The newest notice, for as long as it takes to read it. */
export function Notice() {
  const common = useTranslations('common')
  const notice = useSyncExternalStore(
    subscribe,
    () => said,
    () => undefined,
  )
  useEffect(() => {
    if (!notice) return
    const timer = setTimeout(() => said === notice && sayNotice(undefined), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [notice])
  return (
    <div
      role="status"
      className="pointer-events-none fixed inset-x-2 bottom-10 z-20 flex justify-center max-md:bottom-18"
    >
      {notice ? (
        <div className="pointer-events-auto flex max-w-lg animate-appear items-center gap-2 rounded-md bg-panel py-1.5 pr-1.5 pl-4 shadow-overlay [overflow-wrap:anywhere]">
          {notice.text}
          <Button
            variant="quiet"
            size="icon"
            aria-label={common('close')}
            onClick={() => sayNotice(undefined)}
          >
            <X aria-hidden className="size-4" />
          </Button>
        </div>
      ) : null}
    </div>
  )
}

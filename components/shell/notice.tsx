'use client'

import { X } from 'lucide-react'
import { useEffect, useSyncExternalStore } from 'react'
import { Button } from '@/components/ui/button'
import { useTranslations } from '@/lib/messages/use-translations'

/** How long a notice stays (ms). */
const SHOWN_MS = 8_000
/** How long what was done can be taken back (ms). */
const UNDO_MS = 10_000

type Undo = { readonly label: string; readonly run: () => void }
type Said = { readonly text: string; readonly undo?: Undo | undefined }

let said: Said | undefined
const listeners = new Set<() => void>()

/** Says something at the foot of the screen, in place of what was said before. */
export function sayNotice(text: string | undefined, undo?: Undo): void {
  said = text === undefined ? undefined : { text, undo }
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
    const shown = notice.undo ? UNDO_MS : SHOWN_MS
    const timer = setTimeout(() => said === notice && sayNotice(undefined), shown)
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
          {notice.undo ? <UndoButton undo={notice.undo} /> : null}
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

function UndoButton({ undo }: { undo: Undo }) {
  const run = () => {
    sayNotice(undefined)
    undo.run()
  }
  return <Button onClick={run}>{undo.label}</Button>
}

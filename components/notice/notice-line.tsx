'use client'

import { X } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useCommands } from '@/components/commands/use-commands'
import { Button } from '@/components/ui/button'
import { Kbd } from '@/components/ui/kbd'
import { useTranslations } from '@/lib/messages/use-translations'
import { endNotice, type Said, sayNotice, type Undo, useNotice } from './notice'

/** How long a notice stays (ms). */
const SHOWN_MS = 8_000
/** How long what was done can be taken back (ms). */
const UNDO_MS = 10_000

/** The newest notice, for as long as it takes to read it. */
export function Notice() {
  const notice = useNotice()
  return (
    <div
      role="status"
      className="pointer-events-none fixed inset-x-2 bottom-16 z-20 flex justify-center max-md:bottom-18"
    >
      {notice ? <Shown key={notice.id} notice={notice} /> : null}
    </div>
  )
}

/** It waits while somebody points at it, or has the focus in it. */
function Shown({ notice }: { notice: Said }) {
  const common = useTranslations('common')
  const [isHeld, setHeld] = useState(false)
  useEffect(() => {
    if (isHeld) return
    const shown = notice.undo ? UNDO_MS : SHOWN_MS
    const timer = setTimeout(() => endNotice(notice), shown)
    return () => clearTimeout(timer)
  }, [notice, isHeld])
  return (
    <fieldset
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
      className="pointer-events-auto flex min-w-0 max-w-lg animate-appear items-center gap-2 rounded-md bg-panel py-1.5 pr-1.5 pl-4 shadow-overlay [overflow-wrap:anywhere]"
    >
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
    </fieldset>
  )
}

function UndoButton({ undo }: { undo: Undo }) {
  const run = () => {
    sayNotice(undefined)
    undo.run()
  }
  useCommands('screen', [{ label: undo.label, key: 'z', run }])
  return (
    <Button onClick={run}>
      {undo.label}
      <Kbd>z</Kbd>
    </Button>
  )
}

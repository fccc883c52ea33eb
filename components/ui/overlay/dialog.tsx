'use client'

import { X } from 'lucide-react'
import { type ReactNode, useId, useLayoutEffect, useRef } from 'react'
import { Button } from '@/components/ui/button'

/**
 * A modal dialog, open as long as it is rendered. The browser keeps the focus inside, closes it on
 * Esc and gives the focus back.
 */
export function Dialog(props: {
  title: string
  closeLabel: string
  onClose: () => void
  children: ReactNode
  /** Without its heading on screen, for the palette. */
  bare?: boolean
  /** For a table. */
  wide?: boolean
}) {
  const ref = useRef<HTMLDialogElement>(null)
  const heading = useId()
  // In the same commit: a key pressed next is the dialog's, and `useFocusOnMount` works in it.
  useLayoutEffect(() => {
    const dialog = ref.current
    if (dialog && !dialog.open) dialog.showModal()
    return () => dialog?.close()
  }, [])
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Esc does what a click on the veil does
    <dialog
      ref={ref}
      aria-labelledby={heading}
      // React mounts twice in development: the first close is heard when it is open again.
      onClose={(event) => event.currentTarget.open || props.onClose()}
      onClick={(event) => event.target === event.currentTarget && props.onClose()}
      className="m-auto max-h-[calc(100dvh-2rem)] w-[min(32rem,calc(100vw-2rem))] animate-appear overflow-auto rounded-md bg-panel text-text shadow-overlay backdrop:bg-veil data-bare:mt-[12vh] data-wide:w-[min(46rem,calc(100vw-2rem))]"
      data-bare={props.bare || undefined}
      data-wide={props.wide || undefined}
    >
      <h2
        id={heading}
        className={
          props.bare
            ? 'sr-only'
            : 'mr-9 px-4 pt-3 text-title leading-7 font-semibold [overflow-wrap:anywhere]'
        }
      >
        {props.title}
      </h2>
      <div className={props.bare ? '' : 'px-4 pt-2 pb-4'}>{props.children}</div>
      {props.bare ? null : (
        // Last, so that a dialog opens with the focus on the first thing to do in it.
        <Button
          variant="quiet"
          size="icon"
          aria-label={props.closeLabel}
          onClick={props.onClose}
          className="absolute top-3 right-4"
        >
          <X aria-hidden className="size-4" />
        </Button>
      )}
    </dialog>
  )
}

'use client'

import { Check, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Button } from './button'
import { copyText } from './copy-text'

const SHOWN_MS = 1_500

/** Copies what `text` answers when pressed, and says so for a moment. */
export function CopyButton(props: { label: string; done: string; text: () => string }) {
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => setCopied(false), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [copied])
  const copy = async () => setCopied(await copyText(props.text()))
  return (
    <>
      <Button
        variant="quiet"
        size="icon"
        aria-label={props.label}
        tip={props.label}
        onClick={() => void copy()}
      >
        {copied ? (
          <Check aria-hidden className="size-3.5 text-new" />
        ) : (
          <Copy aria-hidden className="size-3.5" />
        )}
      </Button>
      <span role="status" className="sr-only">
        {copied ? props.done : ''}
      </span>
    </>
  )
}

import { useEffect, useState } from 'react'
import type { EditFormat } from '@/components/code/edit-format'
import { askWorker } from '@/components/code/text-worker/ask-worker'
import type { Finding } from '@/lib/payload/validate/finding'

/** A larger text is checked when it is edited: nobody waits for that just to look at it. */
const MOST_CHARACTERS = 300_000

const NONE: readonly Finding[] = []

/** What keeps a text from being read as its format; undefined while it is being checked. */
export function useErrors(format: EditFormat, text: string): readonly Finding[] | undefined {
  const [latest, setLatest] = useState<Checked>()
  const isChecked = format !== 'text' && format !== 'hex' && text.length <= MOST_CHARACTERS
  useEffect(() => {
    if (!isChecked) return
    const isOver = new AbortController()
    void errorsIn(format, text, isOver.signal).then((errors) => {
      if (!isOver.signal.aborted) setLatest({ format, text, errors })
    })
    return () => isOver.abort()
  }, [isChecked, format, text])
  if (!isChecked) return NONE
  return latest?.text === text && latest.format === format ? latest.errors : undefined
}

type Checked = {
  readonly format: EditFormat
  readonly text: string
  readonly errors: readonly Finding[]
}

/** The errors of a text; none where the worker cannot be asked, since the server may be away. */
async function errorsIn(
  format: EditFormat,
  text: string,
  signal: AbortSignal,
): Promise<readonly Finding[]> {
  try {
    const findings = (await askWorker('check', [format, text], signal)) ?? NONE
    return findings.filter(({ severity }) => severity === 'error')
  } catch {
    return NONE
  }
}

'use client'

import { ChevronRight } from 'lucide-react'
import { memo, useState } from 'react'
import { useWords } from '@/components/format/use-words'
import type { ChangeRun } from '@/lib/api/history'
import { useTranslations } from '@/lib/messages/use-translations'
import { isSame, type Listed } from './as-one'
import { ChangeButton } from './change-button'
import { RunMembers } from './run-members'

/** One change in a list, or a run of them, which is spread on demand. */
export const ChangeRow = memo(function ChangeRow({
  change,
  run,
  ...props
}: Listed & {
  withPath: boolean
  open: Listed | undefined
  onOpen: (listed: Listed) => void
}) {
  const [isSpread, setSpread] = useState(false)
  return (
    <li className="border-b border-line">
      <ChangeButton
        {...{ change, run }}
        withPath={props.withPath}
        isOpen={isSame({ change, run }, props.open)}
        onOpen={props.onOpen}
      />
      {run ? (
        <>
          <SpreadButton
            run={run}
            at={change.at}
            isSpread={isSpread}
            onSpread={() => setSpread(!isSpread)}
          />
          {isSpread ? <RunMembers path={change.path} run={run} {...props} /> : null}
        </>
      ) : null}
    </li>
  )
})

/** Of how long a run took: one cannot say that it took “now” (ms). */
const SHORTEST_MS = 1_000

function SpreadButton(props: {
  run: ChangeRun
  /** Of its newest change (ms since 1970). */
  at: number
  isSpread: boolean
  onSpread: () => void
}) {
  const t = useTranslations('history')
  const words = useWords()
  const { count, since } = props.run
  return (
    <button
      type="button"
      aria-expanded={props.isSpread}
      onClick={props.onSpread}
      className="mb-1 ml-[6.25rem] flex min-h-6 items-center gap-1 rounded-sm px-1 text-meta text-dim hover:bg-raise hover:text-text"
    >
      <ChevronRight aria-hidden className={`size-3.5 ${props.isSpread ? 'rotate-90' : ''}`} />
      {t('run', { count, time: words.age(Math.max(props.at - since, SHORTEST_MS)) })}
    </button>
  )
}

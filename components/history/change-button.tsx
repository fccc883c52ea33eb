'use client'

import { Ago } from '@/components/format/ago'
import { VisibleText } from '@/components/format/visible-text'
import { Chip } from '@/components/ui/chip'
import type { Change } from '@/lib/api/history'
import { asOne, type Listed } from './as-one'
import { GistLine } from './change-gist'
import { TONES, useChangeWords } from './change-words'

/** What is said of a change, or of a run as one, in a list; a press opens it. */
export function ChangeButton({
  change,
  run,
  withPath,
  isOpen,
  onOpen,
}: Listed & { withPath: boolean; isOpen: boolean; onOpen: (listed: Listed) => void }) {
  const { short, notes } = useChangeWords()(asOne({ change, run }))
  const hasHead = withPath || change.reason
  return (
    <button
      type="button"
      aria-pressed={isOpen}
      onClick={() => onOpen({ change, run })}
      className={`flex w-full gap-2.5 px-4 pt-2 text-left hover:bg-raise focus-visible:-outline-offset-2 aria-pressed:bg-accent-bg ${run ? 'pb-0.5' : 'pb-2'}`}
    >
      <Chip tone={TONES[change.kind]} className="min-w-20 justify-center">
        {short}
      </Chip>
      <span className="flex min-w-0 flex-1 flex-col gap-0.5">
        <span className="flex min-h-[22px] items-center gap-2">
          <span className="min-w-0 flex-1 truncate">
            {withPath ? (
              <span className="font-mono text-value">
                <VisibleText text={change.path} cut />
              </span>
            ) : change.reason ? (
              <Reason {...change} />
            ) : (
              <GistLine change={change} run={run} />
            )}
          </span>
          <span className="flex max-w-3/5 shrink-0 text-meta whitespace-pre text-dim tabular-nums">
            {change.person ? (
              <>
                <span className="min-w-0 truncate">
                  <VisibleText text={change.person} />
                </span>
                {' · '}
              </>
            ) : null}
            <span className="shrink-0">
              <Ago at={change.at} />
            </span>
          </span>
        </span>
        {hasHead ? (
          <span className="flex flex-wrap gap-x-2">
            <span className="min-w-0 flex-1 basis-56">
              <GistLine change={change} run={run} />
            </span>
            {withPath ? (
              <span className="max-w-full min-w-0 truncate text-dim">
                <Reason {...change} />
              </span>
            ) : null}
          </span>
        ) : null}
        {notes.length > 0 ? <span className="text-meta text-dim">{notes.join(' · ')}</span> : null}
      </span>
    </button>
  )
}

function Reason({ reason }: Pick<Change, 'reason'>) {
  return reason ? <VisibleText text={`“${reason}”`} /> : null
}

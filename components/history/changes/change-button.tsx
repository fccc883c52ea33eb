'use client'

import { Ago } from '@/components/format/ago'
import { TONES, useChangeWords } from '@/components/format/change-words'
import { VisibleText } from '@/components/format/visible-text'
import { Chip } from '@/components/ui/chip'
import type { Change } from '@/lib/api/history'
import { asOne, type Listed } from './as-one'
import { GistLine } from './change-gist'

/** What is said of a change, or of a run as one, in a list; a press opens it. */
export function ChangeButton({
  change,
  run,
  withPath,
  isOpen,
  onOpen,
}: Listed & { withPath: boolean; isOpen: boolean; onOpen: (listed: Listed) => void }) {
  const { short, notes } = useChangeWords()(asOne({ change, run }))
  const hasHead = withPath || change.reason !== null
  return (
    <button
      type="button"
      aria-pressed={isOpen}
      onClick={() => onOpen({ change, run })}
      className={`grid w-full grid-cols-[auto_minmax(0,1fr)_fit-content(40%)] gap-x-2.5 gap-y-0.5 px-4 pt-2 text-left hover:bg-raise focus-visible:-outline-offset-2 aria-pressed:bg-accent-bg ${run ? 'pb-0.5' : 'pb-2'}`}
    >
      <Chip tone={TONES[change.kind]} className="min-w-20 justify-center self-start">
        {short}
      </Chip>
      <span className="col-start-2 row-start-1 min-w-0 truncate leading-[22px]">
        {withPath ? (
          <span className="font-mono text-value">
            <VisibleText text={change.path} cut />
          </span>
        ) : (
          <Reason {...change} />
        )}
      </span>
      <span className="col-start-3 row-start-1 flex justify-end text-meta leading-[22px] whitespace-pre text-dim tabular-nums">
        <When {...change} />
      </span>
      <span className={`flex flex-wrap gap-x-2 ${gistPlace(withPath, hasHead)}`}>
        <span className="min-w-0 flex-1 basis-56">
          <GistLine change={change} run={run} />
        </span>
        {withPath ? (
          <span className="max-w-full min-w-0 truncate text-dim">
            <Reason {...change} />
          </span>
        ) : null}
      </span>
      {notes.length > 0 ? (
        <span className={`text-meta text-dim ${withPath ? BELOW : `${BELOW} ${ALONE}`}`}>
          {notes.join(' · ')}
        </span>
      ) : null}
    </button>
  )
}

const BELOW = 'col-start-2 col-span-2'
/** In a list too narrow for a difference beside its version and its time. */
const ALONE = '@max-md/list:col-start-1 @max-md/list:col-span-3'

/** Where what a change did stands: in the first line if nothing else does, and that is wide enough. */
function gistPlace(withPath: boolean, hasHead: boolean): string {
  if (withPath) return BELOW
  if (hasHead) return `${BELOW} ${ALONE}`
  return `col-start-2 row-start-1 min-w-0 self-center ${ALONE} @max-md/list:row-start-2`
}

function When({ person, at }: Pick<Change, 'person' | 'at'>) {
  return (
    <>
      {person ? (
        <>
          <span className="min-w-0 truncate">
            <VisibleText text={person} />
          </span>
          {' · '}
        </>
      ) : null}
      <span className="shrink-0">
        <Ago at={at} />
      </span>
    </>
  )
}

function Reason({ reason }: Pick<Change, 'reason'>) {
  return reason ? <VisibleText text={`“${reason}”`} /> : null
}

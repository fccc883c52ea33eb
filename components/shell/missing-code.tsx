'use client'

import { useSyncExternalStore } from 'react'
import { type LateCode, missingCode, watchMissingCode } from '@/components/loading/late-code'
import { AbsentPart } from './absent-part'

/** Tells of code that is no part of the screen and fails to load: what it is for waits for it. */
export function MissingCode() {
  const code = useSyncExternalStore(watchMissingCode, missingCode, () => undefined)
  return code ? <Missing code={code} /> : null
}

function Missing({ code }: { code: LateCode<unknown> }) {
  const snapshot = () => code.state
  const state = useSyncExternalStore(code.subscribe, snapshot, snapshot)
  if (state.status !== 'failed') return null
  return (
    <div className="fixed bottom-10 left-4 z-20 rounded-md bg-panel px-3 py-2 shadow-overlay max-md:bottom-18">
      <AbsentPart place="line" failures={state.failures} onRetry={code.load} onClose={undefined} />
    </div>
  )
}

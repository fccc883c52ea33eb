import { useSyncExternalStore } from 'react'
import { type LateCode, WAITING } from './late-code'

const whileHydrating = () => WAITING

/** Code that comes when it is needed; undefined until it is there. */
export function useLate<Code>(late: LateCode<Code>): Code | undefined {
  const subscribe = (listener: () => void) => {
    late.load()
    return late.subscribe(listener)
  }
  const state = useSyncExternalStore(subscribe, () => late.state, whileHydrating)
  return state.status === 'ready' ? state.code : undefined
}

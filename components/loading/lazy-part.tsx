'use client'

import { type ComponentType, createContext, type ReactNode, use, useSyncExternalStore } from 'react'
import { LateCode, WAITING } from './late-code'

/** Where a part of the screen goes, and so where it is said that it is missing. */
export type PartPlace = 'dialog' | 'pane' | 'line' | 'popover'

export type AbsentPartProps = {
  readonly place: PartPlace
  /** How often it failed to load; 0: it is on its way. */
  readonly failures: number
  readonly onRetry: () => void
  readonly onClose: (() => void) | undefined
}

const Absent = createContext<ComponentType<AbsentPartProps>>(() => null)

/** Says what stands in place of parts whose code is not there; the screen around them stays. */
export const LazyBoundary = Absent

const early: Array<LateCode<unknown>> = []

/** Loads what one may need when the server cannot give it: menus, palette, the state dialog. */
export function loadEarlyParts(): void {
  for (const code of early) code.load()
}

type Look<Props> = {
  readonly place: PartPlace
  /** Shown until it is there; nothing by default. */
  readonly waiting?: (props: Props) => ReactNode
  /** Loaded as soon as the page has nothing else to do. */
  readonly early?: boolean
}

/** A component whose code comes when it is rendered. `load` begins before. */
export type LazyPart<Props> = ComponentType<Props> & { readonly load: () => void }

export function lazyPart<Props extends object>(
  fetch: () => Promise<ComponentType<Props>>,
  { place, waiting, early: isEarly = false }: Look<Props>,
): LazyPart<Props> {
  const late = new LateCode(fetch)
  if (isEarly) early.push(late)
  const subscribe = (listener: () => void) => {
    late.load()
    return late.subscribe(listener)
  }
  const snapshot = () => late.state
  // A page is sent without it, and may be hydrated when it is there.
  const whileHydrating = () => WAITING
  function Part(props: Props) {
    const state = useSyncExternalStore(subscribe, snapshot, whileHydrating)
    const Missing = use(Absent)
    if (state.status === 'ready') return <state.code {...props} />
    const { onClose }: { onClose?: () => void } = props
    const failures = state.status === 'failed' ? state.failures : 0
    const missing = (
      <Missing place={place} failures={failures} onRetry={late.load} onClose={onClose} />
    )
    if (place === 'popover')
      return (
        <>
          {waiting?.(props)}
          {missing}
        </>
      )
    if (failures > 0) return missing
    return waiting?.(props) ?? (place === 'dialog' ? missing : null)
  }
  return Object.assign(Part, { load: late.load })
}

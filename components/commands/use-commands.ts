'use client'

import { useEffect, useRef } from 'react'
import { useShortcuts } from './use-shortcuts'

/** Something that can be done where one is: by its key, and from the palette. */
export type Command = {
  readonly label: string
  readonly key?: string
  /** Why it cannot be done now. */
  readonly blocked?: string | undefined
  readonly run: () => void
}

/** Of the znode on screen, or of the screen as a whole. */
export type CommandScope = 'znode' | 'screen'

type Source = { readonly scope: CommandScope; readonly commands: () => readonly Command[] }

const sources = new Set<Source>()

/** What the components on screen offer in `scope` at this moment. */
export function commandsOf(scope: CommandScope): Command[] {
  return [...sources].flatMap((source) => (source.scope === scope ? source.commands() : []))
}

/** Offers `commands` as long as the component is on screen. */
export function useCommands(scope: CommandScope, commands: readonly Command[]): void {
  const current = useRef(commands)
  useEffect(() => {
    current.current = commands
  })
  useEffect(() => {
    const source = { scope, commands: () => current.current }
    sources.add(source)
    return () => void sources.delete(source)
  }, [scope])
  const keyed = commands.flatMap(({ key, blocked, run }): Array<[string, () => void]> => {
    return key ? [[key, () => blocked === undefined && run()]] : []
  })
  useShortcuts(new Map(keyed))
}

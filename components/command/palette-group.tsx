import { Command } from 'cmdk'
import type { ReactNode } from 'react'
import type { Command as Offered } from '@/components/commands/use-commands'
import { VisibleText } from '@/components/format/visible-text'
import { Kbd } from '@/components/ui/kbd'
import type { ZnodePath } from '@/lib/znode/path'

const ITEM =
  'flex min-h-8 cursor-pointer items-center gap-2 rounded-sm px-2.5 py-0.5 data-[selected=true]:bg-accent-bg data-[disabled=true]:cursor-not-allowed pointer-coarse:min-h-11'
const GROUP =
  '[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-meta [&_[cmdk-group-heading]]:text-faint'

/** Items of one kind. `always`: whatever is typed. */
export function Group(props: { heading: string; children: ReactNode; always?: boolean }) {
  const { heading, children, always } = props
  return (
    <Command.Group heading={heading} forceMount={always} className={GROUP}>
      {children}
    </Command.Group>
  )
}

/** A way to a znode. `always`: whatever is typed. */
export function PathItem(props: {
  value: string
  children: ReactNode
  onSelect: () => void
  always?: boolean
}) {
  const { value, onSelect } = props
  return (
    <Command.Item value={value} onSelect={onSelect} forceMount={props.always} className={ITEM}>
      <span className="truncate font-mono text-value">{props.children}</span>
    </Command.Item>
  )
}

/** Ways to znodes of one kind; nothing where there are none. */
export function PathGroup(props: {
  heading: string
  kind: string
  paths: readonly ZnodePath[]
  onSelect: (path: ZnodePath) => void
}) {
  if (props.paths.length === 0) return null
  return (
    <Group heading={props.heading}>
      {props.paths.map((path) => (
        <PathItem key={path} value={`${props.kind} ${path}`} onSelect={() => props.onSelect(path)}>
          <VisibleText text={path} />
        </PathItem>
      ))}
    </Group>
  )
}

/** What can be done, with its key; what cannot be done now says why. */
export function CommandGroup(props: {
  heading: string
  commands: readonly Offered[]
  onSelect: (command: Offered) => void
}) {
  if (props.commands.length === 0) return null
  return (
    <Group heading={props.heading}>
      {props.commands.map((command) => {
        const { label, key, blocked } = command
        return (
          <Command.Item
            key={label}
            value={label}
            disabled={blocked !== undefined}
            onSelect={() => props.onSelect(command)}
            className={ITEM}
          >
            <span className="flex min-w-0 flex-1 gap-x-2 max-sm:flex-col sm:items-center">
              <span className={`shrink-0 ${blocked === undefined ? '' : 'text-dim'}`}>{label}</span>
              {blocked === undefined ? null : (
                <span className="flex-1 text-meta text-faint sm:text-right">{blocked}</span>
              )}
            </span>
            {key ? <Kbd>{key}</Kbd> : null}
          </Command.Item>
        )
      })}
    </Group>
  )
}

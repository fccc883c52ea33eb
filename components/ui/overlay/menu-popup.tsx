'use client'

import { Check } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import { tipProps } from '@/components/ui/tip'
import type { MenuItem, MenuProps } from './menu-props'

const ITEM =
  'flex min-h-7 cursor-pointer items-center gap-2 rounded-sm px-2 text-ui text-text outline-none select-none data-highlighted:bg-accent-bg data-disabled:cursor-not-allowed data-disabled:text-dim pointer-coarse:min-h-11'

/** The menu itself, open from the start: it is rendered when its button was pressed. */
export function MenuPopup(props: MenuProps) {
  const { label, trigger, className, sections, tip, onOpenChange } = props
  return (
    <DropdownMenu.Root defaultOpen modal={false} {...(onOpenChange && { onOpenChange })}>
      <DropdownMenu.Trigger aria-label={label} className={className} {...tipProps(tip)}>
        {trigger}
      </DropdownMenu.Trigger>
      <DropdownMenu.Content
        align="start"
        sideOffset={4}
        collisionPadding={8}
        className="z-20 max-h-(--radix-dropdown-menu-content-available-height) max-w-[calc(100vw-1rem)] min-w-44 animate-appear overflow-y-auto rounded-md bg-panel p-1 shadow-overlay"
      >
        {sections.map((section, index) => (
          <DropdownMenu.Group key={section.id} aria-label={section.label}>
            {index > 0 ? <DropdownMenu.Separator className="-mx-1 my-1 h-px bg-line" /> : null}
            {section.label ? (
              <DropdownMenu.Label className="px-2 pt-1 pb-0.5 text-meta text-faint">
                {section.label}
              </DropdownMenu.Label>
            ) : null}
            <DropdownMenu.RadioGroup value={section.items.find(({ checked }) => checked)?.id ?? ''}>
              {section.items.map((item) => (
                <Item key={item.id} item={item} />
              ))}
            </DropdownMenu.RadioGroup>
          </DropdownMenu.Group>
        ))}
      </DropdownMenu.Content>
    </DropdownMenu.Root>
  )
}

function Item({ item }: { item: MenuItem }) {
  const { label, hint, mark, checked, href, blocked, onSelect } = item
  const text = (
    <>
      {mark}
      <span className="min-w-0 flex-1 truncate">{label}</span>
      {(blocked ?? hint) ? (
        <span className="truncate text-meta text-faint">{blocked ?? hint}</span>
      ) : null}
    </>
  )
  if (checked !== undefined)
    return (
      <DropdownMenu.RadioItem value={item.id} onSelect={onSelect} className={ITEM}>
        {text}
        <DropdownMenu.ItemIndicator>
          <Check aria-hidden className="size-3.5 text-accent" />
        </DropdownMenu.ItemIndicator>
      </DropdownMenu.RadioItem>
    )
  return (
    <DropdownMenu.Item
      asChild={href !== undefined}
      disabled={blocked !== undefined}
      onSelect={onSelect}
      className={ITEM}
    >
      {href === undefined ? text : <a href={href}>{text}</a>}
    </DropdownMenu.Item>
  )
}

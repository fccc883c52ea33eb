'use client'

import { ChevronDown } from 'lucide-react'
import type { ViewChoice } from '@/components/preferences/reading-choice'
import { Menu } from '@/components/ui/overlay/menu'
import type { MenuSection } from '@/components/ui/overlay/menu-props'
import { useTranslations } from '@/lib/messages/use-translations'
import { CHARSETS } from '@/lib/payload/charset/names'
import { TEXT_FORMATS } from '@/lib/payload/text-formats'
import type { NodeBodyProps } from './value-props'

const BUTTON =
  'inline-flex h-6 shrink-0 items-center gap-1 rounded-md border border-line bg-panel px-2 text-meta text-text hover:bg-raise pointer-coarse:h-9'

/** What the value is taken for: its format, its charset, and whether it is shown unpacked. */
export function FormatMenu(props: NodeBodyProps) {
  const t = useTranslations('node')
  const { reading, value, editing } = props
  const { format, lens } = reading
  const shown = editing.session.lens?.charset ?? lens.charset
  const sections = useSections(props)
  const kind = value.structure ? t(`structure.${value.structure.kind}`) : t(`format.${format}`)
  const label = `${kind}, ${t(`charset.${shown}`)}`
  return (
    <Menu
      label={t('read.label', { as: label })}
      className={BUTTON}
      sections={sections}
      trigger={
        <>
          {kind}
          {shown === 'utf-8' || shown === 'hex' ? null : (
            <span className="text-dim">{t(`charset.${shown}`)}</span>
          )}
          <ChevronDown aria-hidden className="size-3 text-dim" />
        </>
      }
    />
  )
}

/** While editing only the format may change: the charset and the packing are how it is saved. */
function useSections({ value, reading, editing }: NodeBodyProps): MenuSection[] {
  const t = useTranslations('node')
  const { choice, choose, stored } = value
  const auto = () => choose(without(choice, 'format'))
  const formats = TEXT_FORMATS.map((id) =>
    choiceItem(id, t(`format.${id}`), choice.format === id, () =>
      choose({ ...choice, format: id }),
    ),
  )
  const format: MenuSection = {
    id: 'format',
    label: t('read.format'),
    items: [choiceItem('auto', t('read.auto'), choice.format === undefined, auto), ...formats],
  }
  const charset: MenuSection = {
    id: 'charset',
    label: t('read.charset'),
    items: CHARSETS.map((id) =>
      choiceItem(id, t(`charset.${id}`), reading.lens.charset === id, () =>
        choose({ ...without(choice, 'view'), charset: id }),
      ),
    ),
  }
  const unpacked = () => choose(without(choice, 'isStored'))
  const asStored = () => choose({ ...choice, isStored: true })
  const packing: MenuSection = {
    id: 'packing',
    label: stored ? t(`format.${stored}`) : '',
    items: [
      choiceItem('unpacked', t('read.unpacked'), !choice.isStored, unpacked),
      choiceItem('stored', t('read.stored'), choice.isStored === true, asStored),
    ],
  }
  if (editing.isOpen) return [format]
  return stored ? [format, charset, packing] : [format, charset]
}

function choiceItem(id: string, label: string, checked: boolean, onSelect: () => void) {
  return { id, label, checked, onSelect }
}

function without(choice: ViewChoice, key: keyof ViewChoice): ViewChoice {
  const { [key]: _, ...rest } = choice
  return rest
}

'use client'

import { lazyPart } from '@/components/loading/lazy-part'
import { openPlace } from '@/components/navigation/use-place'
import { sayNotice } from '@/components/notice/notice'
import { copyText } from '@/components/ui/copy-text'
import type { MenuItem } from '@/components/ui/overlay/menu-props'
import { useFact } from '@/lib/client/live/use-live'
import { useTranslations } from '@/lib/messages/use-translations'
import { childOf, type ZnodePath } from '@/lib/znode/path'
import { isEphemeral, readableStat } from '@/lib/znode/stat'
import { visibleText } from '@/lib/znode/visible-text'
import type { ChildActs } from './child-acts'

const MenuPopup = lazyPart(
  () => import('@/components/ui/overlay/menu-popup').then((code) => code.MenuPopup),
  { place: 'popover' },
)

/** Whose menu, and where on the screen (px). */
export type MenuPlace = { readonly name: string; readonly left: number; readonly top: number }

/** What may be done with one child, where its row was pressed. */
export function ChildMenu(props: {
  parent: ZnodePath
  place: MenuPlace
  acts: ChildActs
  onClose: () => void
}) {
  const t = useTranslations('node.children')
  const { place, acts } = props
  const path = childOf(props.parent, place.name)
  const stat = readableStat(useFact(path)?.stat ?? null)
  const isWritable = stat !== null && acts.blocked === undefined
  const copy = async () => {
    sayNotice((await copyText(path)) ? t('copied', { count: 1 }) : t('notCopied'))
  }
  const items: MenuItem[] = [
    { id: 'open', label: t('open'), onSelect: () => openPlace(path) },
    { id: 'copy', label: t('copyPath'), onSelect: () => void copy() },
  ]
  if (isWritable && !isEphemeral(stat))
    items.push({ id: 'create', label: t('create'), onSelect: () => acts.onCreate(path) })
  if (isWritable && stat.numChildren === 0)
    items.push({ id: 'delete', label: t('delete'), onSelect: () => acts.onDelete(path, stat) })
  return (
    <div className="fixed z-20" style={{ left: place.left, top: place.top }}>
      <MenuPopup
        label={t('menu', { name: visibleText(place.name) })}
        trigger={null}
        className="block"
        sections={[{ id: 'child', items }]}
        onOpenChange={(isOpen) => isOpen || props.onClose()}
      />
    </div>
  )
}

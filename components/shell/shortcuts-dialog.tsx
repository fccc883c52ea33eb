'use client'

import { MOD } from '@/components/navigation/mod-key'
import { Kbd } from '@/components/ui/kbd'
import { Dialog } from '@/components/ui/overlay/dialog'
import { useTranslations } from '@/lib/messages/use-translations'

const GROUPS = [
  {
    id: 'anywhere',
    keys: [
      ['palette', `${MOD}K`],
      ['filter', '/'],
      ['edit', 'e'],
      ['create', 'c'],
      ['timeline', 't'],
      ['undo', 'z'],
      ['help', '?'],
    ],
  },
  {
    id: 'inTree',
    keys: [
      ['move', '↑ ↓'],
      ['open', '→'],
      ['shut', '←'],
      ['ends', 'Home End'],
      ['select', '↵'],
      ['type', 'a…z'],
    ],
  },
  {
    id: 'inChildren',
    keys: [
      ['findChild', 'f'],
      ['peek', 'Space'],
      ['choose', 'x'],
    ],
  },
  {
    id: 'inEditor',
    keys: [
      ['save', `${MOD}↵`],
      ['find', `${MOD}F`],
      ['leave', 'Esc'],
    ],
  },
] as const

export function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations('shell.shortcuts')
  const common = useTranslations('common')
  return (
    <Dialog title={t('title')} closeLabel={common('close')} onClose={onClose}>
      {GROUPS.map(({ id, keys }) => (
        <section key={id} className="mt-2">
          <h3 className="mb-1 text-meta text-faint">{t(id)}</h3>
          <dl className="flex flex-col">
            {keys.map(([action, key]) => (
              <div key={action} className="flex h-7 items-center gap-4">
                <dt className="flex-1">{t(action)}</dt>
                <dd className="flex gap-1 text-dim">
                  {key.split(' ').map((each) => (
                    <Kbd key={each}>{each}</Kbd>
                  ))}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </Dialog>
  )
}

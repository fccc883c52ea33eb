'use client'

import { FileQuestion } from 'lucide-react'
import { useWriteBlock } from '@/components/cluster/use-write-block'
import { TextPreview } from '@/components/code/editor-loader'
import { holdKeys } from '@/components/commands/held-keys'
import { lazyPart } from '@/components/loading/lazy-part'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { useTranslations } from '@/lib/messages/use-translations'
import { Denied } from './nothing-here'
import { Unread } from './unread'
import { ValueBar } from './value-bar'
import { FileButtons } from './value-parts'
import type { NodeBodyProps } from './value-props'
import { ShownValue } from './value-views'
import { shownView } from './views-of'

const EditedValue = lazyPart(() => import('./edited-value').then((code) => code.EditedValue), {
  place: 'pane',
  waiting: ({ editing }) => <TextPreview text={editing.text} />,
})

/** The value: looked at in one of its views, or edited. */
export function ValueTab(props: NodeBodyProps) {
  const { path, view, value, reading, editing } = props
  const blocked = useWriteBlock(path)
  const shown = shownView(value)
  if (editing.isOpen) return <EditedValue {...props} blocked={blocked} />
  if (view.status === 'denied') return <Denied path={path} hasStat={view.stat !== null} />
  if (!view.isRead) return <Unread view={view} />
  if (reading.format === 'none' || reading.format === 'empty')
    return <BlankValue {...props} blocked={blocked} />
  return (
    <>
      <ValueBar {...props} shown={shown} />
      <ShownValue {...props} shown={shown} />
    </>
  )
}

function BlankValue(props: NodeBodyProps & { blocked: string | undefined }) {
  const t = useTranslations('node.value')
  const { reading, view, editing } = props
  const kind = reading.format === 'none' ? 'none' : 'empty'
  const write = () => {
    holdKeys()
    editing.begin(reading.lens)
  }
  return (
    <EmptyState
      icon={<FileQuestion aria-hidden />}
      title={t(`${kind}.title`)}
      action={
        view.status === 'ready' ? (
          <span className="flex items-center justify-center gap-2">
            <Button blocked={props.blocked} onClick={write}>
              {t('writeFirst')}
            </Button>
            <FileButtons {...props} />
          </span>
        ) : null
      }
    >
      {t(`${kind}.what`)}
    </EmptyState>
  )
}

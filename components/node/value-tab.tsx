'use client'

import { FileQuestion } from 'lucide-react'
import { lazy, Suspense } from 'react'
import { useTranslations } from 'use-intl'
import { TextPreview } from '@/components/editor/editor-loader'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { editFormat } from './edit-format'
import type { NodeBodyProps } from './node-panel'
import { Denied } from './nothing-here'
import { useWriteBlock } from './use-write-block'
import { ValueBar } from './value-bar'
import { ShownValue } from './value-views'
import { shownView } from './views-of'

const EditingPane = lazy(() =>
  import('@/components/editor/editing-pane').then(({ EditingPane }) => ({ default: EditingPane })),
)

const ValueTools = lazy(() =>
  import('./value-tools').then(({ ValueTools }) => ({ default: ValueTools })),
)

const FileButtons = lazy(() =>
  import('./file-buttons').then(({ FileButtons }) => ({ default: FileButtons })),
)

/** The value: looked at in one of its views, or edited. */
export function ValueTab(props: NodeBodyProps) {
  const { path, view, value, reading, editing } = props
  const blocked = useWriteBlock(path)
  const shown = shownView(value)
  if (editing.isOpen)
    return (
      <Suspense fallback={<TextPreview text={editing.text} />}>
        <EditingPane
          path={path}
          editing={editing}
          format={editFormat(props)}
          deletedAt={view.deletedAt}
          blocked={blocked}
          tools={
            <Suspense fallback={null}>
              <ValueTools {...props} />
            </Suspense>
          }
        />
      </Suspense>
    )
  if (view.status === 'denied') return <Denied path={path} />
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
  return (
    <EmptyState
      icon={<FileQuestion aria-hidden />}
      title={t(`${kind}.title`)}
      action={
        view.status === 'ready' ? (
          <span className="flex items-center justify-center gap-2">
            <Button blocked={props.blocked} onClick={() => editing.begin(reading.lens)}>
              {t('writeFirst')}
            </Button>
            <Suspense fallback={null}>
              <FileButtons {...props} />
            </Suspense>
          </span>
        ) : null
      }
    >
      {t(`${kind}.what`)}
    </EmptyState>
  )
}

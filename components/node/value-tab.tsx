'use client'

import { FileQuestion } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import type { NodeBodyProps } from './node-panel'
import { Denied } from './nothing-here'
import { useWriteBlock } from './use-write-block'
import { ValueBar } from './value-bar'
import { EditedValue, ShownValue } from './value-views'
import { type ValueView, viewsOf } from './views-of'

const ConflictView = lazy(() =>
  import('@/components/editor/conflict-view').then(({ ConflictView }) => ({
    default: ConflictView,
  })),
)

const EditNews = lazy(() =>
  import('@/components/editor/edit-news').then(({ EditNews }) => ({ default: EditNews })),
)

/** The value: looked at in one of its views, edited, or compared with somebody else's. */
export function ValueTab(props: NodeBodyProps) {
  const { path, view, payload, editing } = props
  const blocked = useWriteBlock(path)
  const [chosen, setChosen] = useState<ValueView>()
  const { session, clash } = editing
  const views = viewsOf(payload)
  const shown = views.find((each) => each === chosen) ?? views[0] ?? 'hex'
  if (session.isComparing && session.mine && clash.kind === 'moved')
    return (
      <Suspense fallback={null}>
        <ConflictView
          editing={editing}
          mine={session.mine}
          theirs={clash.theirs}
          isRecreated={clash.isRecreated}
          blocked={blocked}
        />
      </Suspense>
    )
  if (!editing.isOpen && view.status === 'denied') return <Denied path={path} />
  const isBlank = payload.format === 'none' || payload.format === 'empty'
  return (
    <>
      <Suspense fallback={null}>
        {editing.isOpen ? (
          <EditNews editing={editing} deletedAt={view.deletedAt} blocked={blocked} />
        ) : null}
      </Suspense>
      {isBlank && !editing.isOpen ? (
        <BlankValue {...props} blocked={blocked} />
      ) : (
        <>
          <ValueBar {...props} views={views} shown={shown} onView={setChosen} />
          {editing.isOpen ? <EditedValue {...props} /> : <ShownValue {...props} shown={shown} />}
        </>
      )}
    </>
  )
}

function BlankValue(props: NodeBodyProps & { blocked: string | undefined }) {
  const t = useTranslations('node.value')
  const kind = props.payload.format === 'none' ? 'none' : 'empty'
  return (
    <EmptyState
      icon={<FileQuestion aria-hidden />}
      title={t(`${kind}.title`)}
      action={
        props.view.status === 'ready' ? (
          <Button blocked={props.blocked} onClick={props.editing.begin}>
            {t('writeFirst')}
          </Button>
        ) : null
      }
    >
      {t(`${kind}.what`)}
    </EmptyState>
  )
}

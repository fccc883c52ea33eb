'use client'

import { EditingPane } from '@/components/editor/editing-pane'
import { editFormat } from './edit-format-of'
import { ValueTools } from './value-parts'
import type { NodeBodyProps } from './value-props'

/** The value in an open edit. */
export function EditedValue(props: NodeBodyProps & { blocked: string | undefined }) {
  const { path, editing, view, blocked } = props
  return (
    <EditingPane
      path={path}
      editing={editing}
      format={editFormat(props)}
      deletedAt={view.deletedAt}
      blocked={blocked}
      tools={<ValueTools {...props} />}
    />
  )
}

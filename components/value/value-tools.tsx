'use client'

import { FileButtons } from './file-buttons'
import { FormatMenu } from './format-menu'
import type { NodeBodyProps } from './value-props'

/** What the value is taken for, and how it goes out to a file and comes in from one. */
export function ValueTools(props: NodeBodyProps) {
  return (
    <>
      <FormatMenu {...props} />
      <FileButtons {...props} />
    </>
  )
}

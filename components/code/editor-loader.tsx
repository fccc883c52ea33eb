'use client'

import { lazyPart } from '@/components/loading/lazy-part'

/** What fits on a first screen; the editor shows the rest a moment later. */
const PREVIEW = 20_000

/** A text where the editor will be. */
export function TextPreview({ text }: { text: string }) {
  return (
    <pre className="min-h-0 flex-1 overflow-hidden bg-panel py-2 pl-[59px] text-value">
      {text.slice(0, PREVIEW)}
    </pre>
  )
}

/** The editor; until its code is there, the same text in the same place. */
export const EditorLoader = lazyPart(
  () => import('./code-editor').then((code) => code.CodeEditor),
  {
    place: 'pane',
    waiting: ({ text }) => <TextPreview text={text} />,
  },
)

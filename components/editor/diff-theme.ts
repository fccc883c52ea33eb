import { EditorView } from '@codemirror/view'

const REMOVED = 'var(--del-bg)'
const ADDED = 'var(--new-bg)'

/** A line under what changed within a line: a darker ground would cost the text its contrast. */
const under = (color: string) => `linear-gradient(${color}, ${color}) bottom/100% 2px no-repeat`

/** The comparison by our tokens: the package's own colours fail contrast. */
export const diffTheme = EditorView.theme({
  '&.cm-merge-b .cm-changedLine': { backgroundColor: ADDED },
  '.cm-insertedLine': { backgroundColor: 'transparent' },
  '&.cm-merge-a .cm-changedLine, .cm-deletedChunk': { backgroundColor: REMOVED },
  '&.cm-merge-b .cm-changedText': { background: under('var(--new)') },
  '&.cm-merge-a .cm-changedText, .cm-deletedChunk .cm-deletedText': {
    background: under('var(--del)'),
  },
  '&.cm-merge-b .cm-changedLineGutter': { background: 'var(--new)' },
  '&.cm-merge-a .cm-changedLineGutter, .cm-deletedLineGutter': { background: 'var(--del)' },
  '.cm-deletedChunk': { paddingLeft: '6px' },
  '.cm-deletedLine, .cm-insertedLine': { textDecoration: 'none' },
  '.cm-collapsedLines': {
    background: 'var(--raise)',
    color: 'var(--dim)',
    fontFamily: 'var(--font-sans)',
    fontSize: '12px',
    padding: '4px 16px',
  },
  '.cm-collapsedLines:before, .cm-collapsedLines:after': { color: 'var(--dim)' },
})

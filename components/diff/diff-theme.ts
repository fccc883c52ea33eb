import { EditorView } from '@codemirror/view'

const REMOVED = 'var(--del-bg)'
const ADDED = 'var(--new-bg)'

/** A line under what changed within a line: a darker ground would cost the text its contrast. */
const under = (color: string) => `linear-gradient(${color}, ${color}) bottom/100% 2px no-repeat`

/** The fold's mark, drawn: few fonts have the sign that the package writes there. */
const fold = {
  content: '""',
  display: 'inline-block',
  width: '6px',
  height: '6px',
  margin: '0 10px 2px',
  borderTop: '1px solid var(--faint)',
  borderBottom: '1px solid var(--faint)',
}

/** The comparison by our tokens: the package's own colours fail contrast. */
export const diffTheme = EditorView.theme({
  '&.cm-merge-b .cm-changedLine, .cm-addedLine': { backgroundColor: ADDED },
  '&.cm-merge-a .cm-changedLine, .cm-removedLine': { backgroundColor: REMOVED },
  '&.cm-merge-b .cm-changedText, .cm-addedText': { background: under('var(--new)') },
  '&.cm-merge-a .cm-changedText, .cm-removedText': { background: under('var(--del)') },
  '&.cm-merge-b .cm-changedLineGutter': { background: 'var(--new)' },
  '&.cm-merge-a .cm-changedLineGutter': { background: 'var(--del)' },
  '.cm-deletedLine, .cm-insertedLine, .cm-removed, .cm-added': { textDecoration: 'none' },
  '.cm-insertedLine': { backgroundColor: 'transparent' },
  '.cm-collapsedLines': {
    background: 'var(--raise)',
    color: 'var(--dim)',
    fontFamily: 'var(--font-sans)',
    fontSize: '12px',
    padding: '4px 16px',
  },
  '.cm-collapsedLines:before, .cm-collapsedLines:after': fold,
})

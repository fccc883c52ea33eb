import { HighlightStyle, syntaxHighlighting } from '@codemirror/language'
import type { Extension } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import { tags } from '@lezer/highlight'

const look = EditorView.theme({
  '&': {
    height: '100%',
    fontSize: '12.5px',
    color: 'var(--text)',
    backgroundColor: 'var(--panel)',
  },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--font-mono)', lineHeight: '20px' },
  '.cm-content': { padding: '8px 0', caretColor: 'var(--accent)' },
  '.cm-content[contenteditable=false]:focus-visible': {
    outline: '2px solid var(--accent)',
    outlineOffset: '-2px',
  },
  '.cm-line': { padding: '0 16px 0 6px' },
  '.cm-gutters': { backgroundColor: 'var(--panel)', color: 'var(--faint)', border: 'none' },
  '.cm-lineNumbers .cm-gutterElement': { minWidth: '44px', padding: '0 8px 0 4px' },
  '.cm-activeLine, .cm-activeLineGutter': {
    backgroundColor: 'color-mix(in oklch, var(--raise) 60%, transparent)',
  },
  '.cm-cursor': { borderLeftColor: 'var(--accent)', borderLeftWidth: '2px' },
  '&:has(.cm-selectionBackground) .cm-activeLine': { backgroundColor: 'transparent' },
  '.cm-selectionBackground': { backgroundColor: 'var(--selection) !important' },
  '.cm-selectionMatch': { backgroundColor: 'var(--raise)', outline: '1px solid var(--edge)' },
  '.cm-matchingBracket, &.cm-focused .cm-matchingBracket': {
    backgroundColor: 'var(--accent-bg)',
    outline: '1px solid var(--edge)',
  },
  '.cm-foldPlaceholder': {
    backgroundColor: 'var(--raise)',
    border: '1px solid var(--line)',
    color: 'var(--dim)',
  },
  '.cm-specialChar': {
    color: 'var(--del)',
    border: '1px solid currentColor',
    borderRadius: '3px',
    margin: '0 1px',
    padding: '0 2px',
    fontSize: '10px',
    verticalAlign: '1px',
  },
  '.cm-blank': {
    background:
      'radial-gradient(circle, var(--text) 1px, transparent 1.5px) left/1ch 100% repeat-x',
  },
  '.cm-tabBlank': {
    background:
      'linear-gradient(var(--text), var(--text)) left 2px center/calc(100% - 6px) 1px no-repeat, linear-gradient(var(--text), var(--text)) right 4px center/1px 7px no-repeat',
  },
  '.cm-ascii .cm-gutterElement': { padding: '0 16px', color: 'var(--str)', whiteSpace: 'pre' },
  '.cm-tooltip': {
    backgroundColor: 'var(--panel)',
    color: 'var(--text)',
    border: '1px solid var(--line)',
    borderRadius: '6px',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': {
    fontFamily: 'var(--font-mono)',
    fontSize: '12.5px',
    maxHeight: '15em',
    padding: '4px',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': {
    display: 'flex',
    alignItems: 'baseline',
    gap: '16px',
    padding: '2px 8px',
    borderRadius: '4px',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]': {
    backgroundColor: 'var(--raise)',
    color: 'var(--text)',
  },
  '.cm-completionMatchedText': { textDecoration: 'none', fontWeight: '600' },
  '.cm-completionDetail': {
    marginLeft: 'auto',
    fontFamily: 'var(--font-sans)',
    fontStyle: 'normal',
    fontSize: '12px',
    color: 'var(--dim)',
  },
  '.cm-completionInfo, .cm-schema-note': {
    maxWidth: '360px',
    padding: '4px 8px',
    fontFamily: 'var(--font-sans)',
    fontSize: '12px',
    lineHeight: '18px',
    whiteSpace: 'pre-line',
  },
  '.cm-diagnostic': { fontFamily: 'var(--font-sans)', fontSize: '12px', padding: '4px 8px' },
  '.cm-diagnostic-error': { borderLeftColor: 'var(--del)' },
  '.cm-diagnostic-warning': { borderLeftColor: 'var(--chg)' },
  '.cm-searchMatch': { backgroundColor: 'var(--chg-bg)', outline: '1px solid var(--chg)' },
  '.cm-searchMatch-selected': { backgroundColor: 'var(--accent-bg)' },
  '.cm-panels': { backgroundColor: 'var(--raise)', color: 'var(--text)' },
  '.cm-panels.cm-panels-top': { borderBottom: '1px solid var(--line)' },
  '.cm-panel.cm-search': {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: '6px',
    padding: '6px 40px 6px 12px',
    fontFamily: 'var(--font-sans)',
  },
  '.cm-panel.cm-search br': { display: 'none' },
  '.cm-panel.cm-search label': {
    display: 'inline-flex',
    alignItems: 'center',
    gap: '4px',
    margin: '0 4px',
    fontSize: '12px',
    color: 'var(--dim)',
  },
  '.cm-panel.cm-search input[type=checkbox]': { margin: '0', accentColor: 'var(--accent)' },
  '.cm-panel.cm-search [name=close]': {
    top: '6px',
    right: '8px',
    width: '26px',
    height: '26px',
    borderRadius: '6px',
    fontSize: '16px',
    color: 'var(--dim)',
  },
  '.cm-panel.cm-search [name=close]:hover': { background: 'var(--panel)', color: 'var(--text)' },
  '.cm-panel.cm-search .cm-textfield': {
    width: '180px',
    height: '26px',
    margin: '0',
    padding: '0 8px',
    backgroundColor: 'var(--panel)',
    border: '1px solid var(--edge)',
    borderRadius: '6px',
    fontSize: '13px',
  },
  '.cm-panel.cm-search .cm-button': {
    height: '26px',
    margin: '0',
    padding: '0 8px',
    background: 'var(--panel)',
    border: '1px solid var(--line)',
    borderRadius: '6px',
    fontSize: '12px',
  },
  '.cm-gutter-lint .cm-gutterElement': { padding: '0 3px' },
  '.cm-lint-marker': {
    width: '8px',
    height: '8px',
    margin: '6px 0 0 2px',
    borderRadius: '50%',
  },
  '.cm-lint-marker-error': { content: 'normal', backgroundColor: 'var(--del)' },
  '.cm-lint-marker-warning': { content: 'normal', backgroundColor: 'var(--chg)' },
})

const ink = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: 'var(--key)' },
  { tag: [tags.tagName, tags.keyword, tags.definition(tags.variableName)], color: 'var(--key)' },
  { tag: [tags.string, tags.attributeValue, tags.quote], color: 'var(--str)' },
  { tag: [tags.number, tags.bool, tags.null, tags.atom], color: 'var(--num)' },
  { tag: tags.attributeName, color: 'var(--num)' },
  { tag: [tags.comment, tags.meta], color: 'var(--faint)' },
])

// What is typed over a selection Chromium gives the colours of where that began, as they are now:
// written into the line, they would outlive the theme. CodeMirror keeps what others wrote there.
const onlyOurs = EditorView.domEventHandlers({
  input: (_, { contentDOM }) => {
    for (const line of contentDOM.querySelectorAll('.cm-line[style]')) line.removeAttribute('style')
  },
})

/** How the editor looks: by the tokens, so that light and dark need no second theme. */
export const codeTheme: Extension = [look, syntaxHighlighting(ink), onlyOurs]

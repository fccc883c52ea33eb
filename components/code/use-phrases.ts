'use client'

import { EditorState, type Extension } from '@codemirror/state'
import { useTranslations } from '@/lib/messages/use-translations'

/** What CodeMirror says by itself, in the person's language. */
export function usePhrases(): Extension {
  const t = useTranslations('edit.phrases')
  return EditorState.phrases.of({
    Find: t('find'),
    Replace: t('replaceBy'),
    next: t('next'),
    previous: t('previous'),
    all: t('all'),
    'match case': t('matchCase'),
    regexp: t('regexp'),
    'by word': t('byWord'),
    replace: t('replace'),
    'replace all': t('replaceAll'),
    close: t('close'),
    'current match': t('currentMatch'),
    'on line': t('onLine'),
    'replaced match on line $': t('replacedOne'),
    'replaced $ matches': t('replacedMany'),
    'Go to line': t('goToLine'),
    go: t('go'),
    Completions: t('completions'),
    Diagnostics: t('diagnostics'),
    'No diagnostics': t('noDiagnostics'),
    'Fold line': t('foldLine'),
    'Unfold line': t('unfoldLine'),
    'Folded lines': t('foldedLines'),
    'Unfolded lines': t('unfoldedLines'),
    'folded code': t('foldedCode'),
    unfold: t('unfold'),
    to: t('to'),
    'Selection deleted': t('selectionDeleted'),
    'Control character': t('controlCharacter'),
  })
}

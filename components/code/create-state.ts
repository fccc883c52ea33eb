import { EditorState, type Extension } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import { lineSeparatorOf } from '@/lib/payload/charset/utf8'

/** A state whose text comes back byte for byte: line ends included, pasted ones adapted. */
export function createState(text: string, more: Extension): EditorState {
  const separator = lineSeparatorOf(text)
  return EditorState.create({
    doc: text,
    extensions: [
      EditorState.lineSeparator.of(separator),
      EditorView.clipboardInputFilter.of((pasted) => pasted.replaceAll(/\r\n?|\n/g, separator)),
      more,
    ],
  })
}

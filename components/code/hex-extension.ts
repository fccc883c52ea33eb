import type { Extension } from '@codemirror/state'
import { EditorView, GutterMarker, gutter, lineNumbers } from '@codemirror/view'
import { HEX_COLUMNS, hexRow } from '@/lib/payload/hex'
import { fromHexText } from '@/lib/payload/hex-text'

class Ascii extends GutterMarker {
  constructor(private readonly text: string) {
    super()
  }

  override eq(other: Ascii): boolean {
    return other.text === this.text
  }

  override toDOM(): Text {
    return document.createTextNode(this.text)
  }
}

/** Offsets before, and what the bytes spell behind, each row of digits. */
export function hexEditing(): Extension {
  return [
    // A row of digits and no more: what they spell stands beside them.
    EditorView.theme({ '.cm-content': { flexGrow: '0', minWidth: '52ch' } }),
    lineNumbers({
      formatNumber: (line) => ((line - 1) * HEX_COLUMNS).toString(16).padStart(8, '0'),
    }),
    gutter({
      class: 'cm-ascii',
      side: 'after',
      lineMarker: (view, block) => {
        const bytes = fromHexText(view.state.sliceDoc(block.from, block.to))
        return bytes ? new Ascii(hexRow(bytes, 0).ascii) : null
      },
      lineMarkerChange: (update) => update.docChanged,
    }),
  ]
}

import type { Extension } from '@codemirror/state'
import { highlightSpecialChars } from '@codemirror/view'
import { UNSEEN, unseenName } from '@/lib/payload/unseen'

/** Characters that nobody would see, each by its name in a frame. */
export const hiddenCharacters: Extension = highlightSpecialChars({
  specialChars: UNSEEN,
  render: (code) => {
    const name = unseenName(code)
    const mark = document.createElement('span')
    mark.className = 'cm-specialChar'
    mark.textContent = name
    mark.title = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`
    mark.setAttribute('aria-label', name)
    return mark
  },
})

/** A part that does not come is not waited for longer (ms). */
const PATIENCE_MS = 10_000

/** What was typed, as far as it goes into one field; `isEnded`: by Tab, after which it is unclear. */
type Held = { text: string; isEnded: boolean; timer: ReturnType<typeof setTimeout> }

let held: Held | undefined

/**
 * Keeps what is typed until a text field takes the focus, and types it there: what was asked for
 * may still be loading. Esc, a press elsewhere, or another focus ends it.
 */
export function holdKeys(): void {
  releaseKeys()
  held = { text: '', isEnded: false, timer: setTimeout(releaseKeys, PATIENCE_MS) }
  window.addEventListener('keydown', onKey, true)
  window.addEventListener('focusin', onFocus, true)
  window.addEventListener('pointerdown', releaseKeys, true)
}

/** Keys are keys again; what was kept is dropped. */
export function releaseKeys(): void {
  clearTimeout(held?.timer)
  held = undefined
  window.removeEventListener('keydown', onKey, true)
  window.removeEventListener('focusin', onFocus, true)
  window.removeEventListener('pointerdown', releaseKeys, true)
}

function onKey(event: KeyboardEvent): void {
  if (!held || event.ctrlKey || event.metaKey || event.altKey) return
  if (event.key === 'Escape') {
    releaseKeys()
    return
  }
  const isText = event.key.length === 1 || event.key === 'Enter'
  if (!isText && event.key !== 'Backspace' && event.key !== 'Tab') return
  event.preventDefault()
  event.stopImmediatePropagation()
  // The key that began it is still down.
  if (event.repeat && held.text === '') return
  if (event.key === 'Tab') held.isEnded = true
  if (held.isEnded) return
  if (event.key === 'Backspace') held.text = held.text.slice(0, -1)
  else held.text += event.key === 'Enter' ? '\n' : event.key
}

function onFocus({ target }: FocusEvent): void {
  if (!(target instanceof HTMLElement) || target.closest('[data-waiting]')) return
  if (!takesText(target)) {
    releaseKeys()
    return
  }
  // Its own code runs first; what is typed until then is kept as well.
  setTimeout(() => {
    const text = held?.text ?? ''
    releaseKeys()
    if (document.activeElement === target) type(target, text)
  })
}

/** Whether keys typed at `element` are text. */
export function takesText(element: HTMLElement): boolean {
  return element.isContentEditable || element.matches('input, textarea, select')
}

function type(target: HTMLElement, text: string): void {
  const isOneLine = target instanceof HTMLInputElement
  const line = isOneLine ? (text.split('\n')[0] ?? '') : text
  // The one way of typing that every field and editor takes as typing, with its undo.
  if (line !== '') document.execCommand('insertText', false, line)
  if (isOneLine && text.includes('\n')) target.form?.requestSubmit()
}

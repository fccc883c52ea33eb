import type { Entry, Meaning, Said } from './meaning'

/** What a text says to readers that take for one key what others take for several. */
export function withLooseKeys({ root, comments }: Said): Said {
  return { root: looseMeaning(root), comments }
}

/** What such readers call a key. */
export function looseName({ key, loose = key }: Entry): string {
  return loose
}

function looseMeaning(meaning: Meaning): Meaning {
  if (meaning.kind === 'list') return { ...meaning, items: meaning.items.map(looseMeaning) }
  if (meaning.kind === 'scalar') return meaning
  const entries = meaning.entries.map((entry) => {
    return { key: looseName(entry), value: looseMeaning(entry.value) }
  })
  return { ...meaning, entries }
}

import { type IniPair, iniLines } from '@/lib/payload/ini/lines'
import { type Entry, type Said, type Scalar, spellText } from './meaning'
import type { Named } from './place'

/** What an INI text says, of which readers agree on little: all but blanks at line ends counts. */
export function readIni(text: string): Said {
  const top: Entry[] = []
  const comments: string[] = []
  let within = top
  for (const { pair, section, comment, indent } of iniLines(text)) {
    if (comment !== undefined) comments.push(comment)
    if (pair) within.push({ ...named(indent + pair.key), value: sayingOf(pair) })
    if (section === undefined) continue
    within = []
    top.push({ ...named(indent + section), value: { kind: 'map', entries: within } })
  }
  return { root: { kind: 'map', entries: top }, comments }
}

/** Most readers take a key in any case. A header may be followed by more, which some take for a part of the name. */
function named(key: string): Named {
  const loose = key
    .trim()
    .replace(/^\[([^\]]*)\].*$/, '$1')
    .toLowerCase()
  return { key, loose }
}

function sayingOf({ separator, value }: IniPair): Scalar {
  if (separator === '' && value === '') return { kind: 'scalar', text: '(no value)', mark: 'key' }
  const text = spellText(value)
  return separator.includes('=')
    ? { kind: 'scalar', text }
    : { kind: 'scalar', text, mark: separator }
}

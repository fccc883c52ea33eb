import {
  autocompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
} from '@codemirror/autocomplete'
import type { Extension, Text } from '@codemirror/state'
import { hoverTooltip } from '@codemirror/view'
import { jsonPlace } from '@/lib/payload/schema/json-place'
import type { Place } from '@/lib/payload/schema/place'
import { noteAt, type Suggestion, suggestKeys, suggestValues } from '@/lib/payload/schema/suggest'
import { yamlPlace } from '@/lib/payload/schema/yaml-place'
import { isPlain } from '@/lib/payload/yaml/plain'

type Schemed = 'json' | 'yaml'

/** Completion of keys and values, and what hovering a key says, by the schemas of a path. */
export function schemaHelp(format: Schemed, schemas: readonly unknown[]): Extension {
  return [
    autocompletion({
      override: [(context) => complete(format, schemas, context)],
      icons: false,
    }),
    hoverTooltip((view, at) => describe(format, schemas, view.state.doc, at)),
  ]
}

/** The editor's text with line ends of one character, as it counts them. */
const textOf = (doc: Text) => doc.sliceString(0, undefined, '\n')

function placeAt(format: Schemed, text: string, at: number): Place | undefined {
  return format === 'json' ? jsonPlace(text, at) : yamlPlace(text, at)
}

function complete(
  format: Schemed,
  schemas: readonly unknown[],
  context: CompletionContext,
): CompletionResult | null {
  const text = textOf(context.state.doc)
  const place = placeAt(format, text, context.pos)
  if (!place || (place.from === context.pos && !context.explicit && !startsValue(place, text)))
    return null
  const options = schemas.flatMap((schema) => suggestionsAt(schema, place))
  const spelled = options.map((option) => toCompletion(format, option, text, context.pos))
  const unique = new Map(spelled.map((option) => [option.label, option]))
  return { from: place.from, options: [...unique.values()], validFor: /^"?[\w.-]*$/ }
}

/** Behind `key: ` the values are offered unasked. */
function startsValue({ kind, from }: Place, text: string): boolean {
  return kind === 'value' && /:\s$/.test(text.slice(Math.max(from - 2, 0), from))
}

function suggestionsAt(schema: unknown, { kind, path, present }: Place): Suggestion[] {
  return [
    ...(kind === 'value' ? [] : suggestKeys(schema, path, present)),
    ...(kind === 'key' ? [] : suggestValues(schema, path)),
  ]
}

function toCompletion(
  format: Schemed,
  { kind, text, isRequired, detail, description }: Suggestion,
  doc: string,
  at: number,
): Completion {
  const label = spell(format, kind === 'key' ? JSON.stringify(text) : text)
  const hasColon = /^"?\s*:/.test(doc.slice(at, at + 20))
  return {
    label,
    apply: (view, _, from, to) => {
      const isQuoted = label.startsWith('"') && view.state.sliceDoc(to, to + 1) === '"'
      const insert = kind === 'key' && !hasColon ? `${label}: ` : label
      const end = isQuoted ? to + 1 : to
      view.dispatch({
        changes: { from, to: end, insert },
        selection: { anchor: from + insert.length },
        userEvent: 'input.complete',
      })
    },
    detail,
    ...(description === '' ? {} : { info: description }),
    boost: isRequired ? 1 : 0,
  }
}

/** YAML takes a text without its quotes where nothing else would be understood. */
function spell(format: Schemed, json: string): string {
  const value: unknown = JSON.parse(json)
  return format === 'yaml' && typeof value === 'string' && isPlain(value) ? value : json
}

function describe(format: Schemed, schemas: readonly unknown[], doc: Text, at: number) {
  const line = doc.lineAt(at)
  const rest = /^[^\s:,"}\]]*/.exec(line.text.slice(at - line.from))?.[0] ?? ''
  const text = textOf(doc)
  const end = at + rest.length
  const place = placeAt(format, text, end)
  if (!place || place.from === end) return null
  const name = text.slice(place.from, end).replace(/^"/, '')
  const path = place.kind === 'value' ? place.path : [...place.path, name]
  const notes = schemas.map((schema) => noteAt(schema, path))
  const words = notes.flatMap(({ detail, description }) => [detail, description]).filter(Boolean)
  if (words.length === 0) return null
  return {
    pos: place.from,
    end,
    create: () => {
      const dom = document.createElement('div')
      dom.className = 'cm-schema-note'
      dom.textContent = words.join('\n')
      return { dom }
    },
  }
}

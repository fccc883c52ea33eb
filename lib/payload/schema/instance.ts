import type { Format } from '@/lib/payload/detect'
import { locateIn, type Span } from '@/lib/payload/json/locate'

type Edited = Format | 'hex'

/** Whether values of that format are held against a JSON Schema. */
export function hasInstance(format: Edited): format is 'json' | 'yaml' {
  return format === 'json' || format === 'yaml'
}

/** What a text says, as JSON; undefined where it is not one valid value. */
export async function instanceOf(format: Edited, text: string): Promise<string | undefined> {
  if (format === 'json') return text
  return format === 'yaml' ? (await import('./yaml-instance')).yamlAsJson(text) : undefined
}

/** Where the values that RFC 6901 `pointers` name stand in a text; the nearest that is there. */
export async function locateAll(
  format: Edited,
  text: string,
  pointers: readonly string[],
): Promise<Span[]> {
  const locate =
    format === 'yaml' ? (await import('./yaml-instance')).locateInYaml(text) : locateIn(text)
  return pointers.map(locate)
}

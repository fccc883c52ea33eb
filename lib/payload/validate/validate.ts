import type { Charset } from '@/lib/payload/charset/names'
import type { Format } from '@/lib/payload/detect'
import { hexProblemAt } from '@/lib/payload/hex-text'
import { validateCharset } from './charset'
import { type Finding, findingAt } from './finding'

/** A list longer than this helps nobody. */
const MAX_FINDINGS = 100

/**
 * What is wrong with a text of that format, to be stored in that charset; each format's code is
 * loaded when it is needed.
 */
export async function validate(
  format: Format | 'hex',
  text: string,
  charset: Charset | 'hex' = 'utf-8',
): Promise<Finding[]> {
  const check = await checkOf(format)
  const ofBytes = charset === 'hex' ? [] : validateCharset(format, text, charset)
  return [...ofBytes, ...markFindings(format, text), ...run(check, text)]
    .toSorted((a, b) => a.from - b.from)
    .slice(0, MAX_FINDINGS)
}

function run(check: Check | undefined, text: string): Finding[] {
  try {
    return check?.(text) ?? []
  } catch (error) {
    // The parsers recurse: a hostile depth exhausts the stack, which is caught and nothing else.
    if (!(error instanceof RangeError)) throw error
    return [findingAt(text, { severity: 'error', code: 'too-deep', detail: '' }, 0)]
  }
}

const TAKE_NO_MARK: ReadonlySet<string> = new Set(['json', 'jsonc', 'toml', 'properties', 'ini'])

/** A byte order mark, which no check of those formats minds: their readers differ. */
function markFindings(format: string, text: string): Finding[] {
  if (!text.startsWith('\ufeff') || !TAKE_NO_MARK.has(format)) return []
  const what = { severity: 'warning', code: 'byte-order-mark', detail: '' } as const
  return [findingAt(text, what, 0)]
}

type Check = (text: string) => Finding[]

async function checkOf(format: Format | 'hex'): Promise<Check | undefined> {
  switch (format) {
    case 'json':
      return (await import('./json')).validateJson
    case 'jsonc':
      return (await import('./json')).validateJsonc
    case 'yaml':
      return (await import('./yaml')).validateYaml
    case 'xml':
      return (await import('./xml')).validateXml
    case 'toml':
      return (await import('./toml')).validateToml
    case 'properties':
      return (await import('./properties')).validateProperties
    case 'ini':
      return (await import('./ini')).validateIni
    case 'hex':
      return validateHex
    default:
      return undefined
  }
}

function validateHex(text: string): Finding[] {
  const at = hexProblemAt(text)
  if (at === undefined) return []
  const what = { severity: 'error', code: 'not-hex', detail: text.slice(at, at + 2) } as const
  return [findingAt(text, what, at)]
}

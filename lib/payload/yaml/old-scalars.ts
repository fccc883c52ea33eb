/** A scalar as its parser found it. */
type Written = {
  readonly value: unknown
  readonly source?: string
  readonly type?: string
  readonly tag?: string
}

const CORE_TAG = 'tag:yaml.org,2002:'

/**
 * What a scalar is to readers of YAML 1.1, with its kind: `bool true` for `yes` and `on`, `int 8`
 * for `010`. What is spelled alike is one key to them.
 */
export function oldScalar({ value, source = '', type, tag }: Written): string {
  const text = type === 'PLAIN' ? source : String(value)
  if (tag?.startsWith(CORE_TAG)) {
    const kind = tag.slice(CORE_TAG.length)
    const [given, said] = /^(\S+) (.*)$/s.exec(plainScalar(text))?.slice(1) ?? []
    return kind === given ? `${kind} ${said}` : `${kind} ${text}`
  }
  if (tag !== undefined && tag !== '!') return `${tag} ${text}`
  return type === 'PLAIN' && tag === undefined ? plainScalar(text) : `str ${text}`
}

const INT = /^([-+]?)(?:0b([01_]+)|0x([0-9a-fA-F_]+)|(0[0-7_]*)|([1-9][0-9_]*))$/
const BASE_60 = /^([-+]?)([0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?)$/
const FLOAT = /^[-+]?(?:[0-9][0-9_]*\.[0-9_]*|\.[0-9][0-9_]*)(?:[eE][-+]?[0-9]+)?$/
const INFINITE = /^([-+]?)\.(?:inf|Inf|INF)$/

function plainScalar(text: string): string {
  if (/^(?:~|null|Null|NULL)?$/.test(text)) return 'null '
  if (/^(?:yes|Yes|YES|true|True|TRUE|on|On|ON)$/.test(text)) return 'bool true'
  if (/^(?:no|No|NO|false|False|FALSE|off|Off|OFF)$/.test(text)) return 'bool false'
  const int = intOf(text)
  if (int !== undefined) return `int ${int}`
  if (BASE_60.test(text)) return `${text.includes('.') ? 'float' : 'int'} ${base60(text)}`
  if (FLOAT.test(text)) return `float ${Number(text.replaceAll('_', ''))}`
  const [, sign] = INFINITE.exec(text) ?? []
  if (sign !== undefined) return `float ${sign === '-' ? '-' : ''}Infinity`
  return /^\.(?:nan|NaN|NAN)$/.test(text) ? 'float NaN' : `str ${text}`
}

function intOf(text: string): string | undefined {
  const [, sign, binary, hex, octal, decimal] = INT.exec(text)?.map(withoutBars) ?? []
  const digits = binary ? `0b${binary}` : hex ? `0x${hex}` : octal ? `0o0${octal}` : decimal
  if (!digits) return undefined
  const number = BigInt(digits)
  return String(sign === '-' ? -number : number)
}

const withoutBars = (digits?: string) => digits?.replaceAll('_', '')

/** Hours, minutes and seconds. */
function base60(text: string): number {
  const [sign, parts] = [text.startsWith('-') ? -1 : 1, text.replace(/^[-+]/, '').split(':')]
  return sign * parts.reduce((sum, part) => sum * 60 + Number(part.replaceAll('_', '')), 0)
}

import { isScalar, type Scalar as ScalarNode } from 'yaml'
import { oldScalar } from '@/lib/payload/yaml/old-scalars'
import { isPlain, staysText, staysTextForAll } from '@/lib/payload/yaml/plain'
import { type Meaning, type Scalar, spell } from './meaning'
import type { Named } from './place'

export const YAML_NULL: Scalar = { kind: 'scalar', text: 'null' }

/** What YAML 1.1 takes for the end of a line, and 1.2 for a character. */
const OLD_BREAKS = /[\u0085\u2028\u2029]/

type Written = {
  readonly value: unknown
  readonly source?: string
  readonly type?: string
  readonly range?: readonly [number, number, number] | null
}

/** What a scalar of `text` says, without its tag: to readers of YAML 1.2, and to all. */
export function yamlScalar(text: string, { value, source = '', type, range }: Written): Scalar {
  const isPlainStyle = type === 'PLAIN'
  if (isPlainStyle && !staysTextForAll(source)) {
    if (staysText(source)) return { kind: 'scalar', text: source, core: JSON.stringify(source) }
    return /^(?:~|null|Null|NULL)?$/.test(source) ? YAML_NULL : { kind: 'scalar', text: source }
  }
  const said = isPlainStyle ? source : String(value)
  const core = JSON.stringify(said)
  // PyYAML and others do not end a line that the text does not end.
  const isCutOff = type?.startsWith('BLOCK') && range?.[1] === text.length && !text.endsWith('\n')
  if (isCutOff && said.endsWith('\n'))
    return { kind: 'scalar', text: JSON.stringify(said.slice(0, -1)), core }
  const written = OLD_BREAKS.test(said) && range ? text.slice(range[0], range[1]) : ''
  if (OLD_BREAKS.test(written)) return { kind: 'scalar', text: written, core }
  return { kind: 'scalar', text: quote(said), ...(staysTextForAll(said) ? {} : { core }) }
}

/** A text that would be something else without its quotes keeps them: `"1"` is not `1`. */
function quote(value: string): string {
  const isName = /^[\p{L}_][\p{L}\p{N}_.-]*$/u.test(value) && staysTextForAll(value)
  return isName || isPlain(value) ? value : JSON.stringify(value)
}

/** What a key that says `said` is called. */
export function yamlKey(key: unknown, said: Meaning): Named {
  // Some readers want a key before each colon.
  if (isScalar(key) && isLeftOut(key)) return { key: '', core: 'null', loose: oldScalar(key) }
  const [spelled, core] = [spell(said), spell(said, 'core')]
  const name = isScalar(key) && spelled === nameIn(key.value) ? String(key.value) : spelled
  const loose = isScalar(key) ? { loose: oldScalar(key) } : {}
  return core === spelled ? { key: name, ...loose } : { key: name, core, ...loose }
}

/** How a key is spelled whose name is plain to see without quotes. */
function nameIn(key: unknown): string | undefined {
  const isName = typeof key === 'string' && staysTextForAll(key) && !/^[["{*&!%]/.test(key)
  return isName ? quote(key) : undefined
}

function isLeftOut({ type, source, anchor, tag }: ScalarNode): boolean {
  return type === 'PLAIN' && source === '' && anchor === undefined && tag === undefined
}

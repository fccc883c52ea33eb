import { ZnodeError } from './znode-error'

/** An absolute, validated znode path: `/`, or `/a/b` without a trailing slash. */
export type ZnodePath = string & { readonly __brand: 'ZnodePath' }

export const ROOT = '/' as ZnodePath

/** Longer paths (in UTF-16 code units) are neither named over the API nor followed or recorded. */
export const MAX_PATH = 65_536

/** The characters ZooKeeper refuses in a path (PathUtils.validatePath of 3.8). */
function isRefused(code: number): boolean {
  return (
    code <= 0x1f ||
    (code >= 0x7f && code <= 0x9f) ||
    (code >= 0xd800 && code <= 0xf8ff) ||
    (code >= 0xfff0 && code <= 0xffff)
  )
}

const SLASH = 0x2f

/** Why `path` is not a valid znode path, or undefined when it is one. Looks once at each character. */
export function pathProblem(path: string): string | undefined {
  if (!path.startsWith('/')) return 'A path starts with a slash'
  if (path === '/') return undefined
  if (path.endsWith('/')) return 'A path does not end with a slash'
  let start = 1
  for (let index = 1; index < path.length; index++) {
    const code = path.charCodeAt(index)
    if (code === SLASH) {
      const problem = nameProblem(path, start, index)
      if (problem) return problem
      start = index + 1
    } else if (isRefused(code))
      return `ZooKeeper refuses the character U+${code.toString(16).toUpperCase().padStart(4, '0')}`
  }
  return nameProblem(path, start, path.length)
}

function nameProblem(path: string, start: number, end: number): string | undefined {
  if (end === start) return 'A path has no empty names'
  const isDots = end - start <= 2 && /^\.+$/.test(path.slice(start, end))
  return isDots ? 'A name is never “.” or “..”' : undefined
}

/** Validates `path`. Throws `ZnodeError('invalid-path')` that says why. */
export function toPath(path: string): ZnodePath {
  const problem = pathProblem(path)
  if (problem) throw new ZnodeError('invalid-path', path, { detail: problem })
  return path as ZnodePath
}

/** The parent of `path`; the root is its own parent. */
export function parentOf(path: ZnodePath): ZnodePath {
  const cut = path.lastIndexOf('/')
  return (cut <= 0 ? '/' : path.slice(0, cut)) as ZnodePath
}

/** The last name of `path`; empty for the root. */
export function nameOf(path: ZnodePath): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

/** The path of the child `name` of `parent`. The name must already be valid. */
export function childOf(parent: ZnodePath, name: string): ZnodePath {
  return (parent === '/' ? `/${name}` : `${parent}/${name}`) as ZnodePath
}

/** From the root's first child down to `path`: `/a`, `/a/b`. Empty for the root. */
export function ancestry(path: ZnodePath): ZnodePath[] {
  if (path === '/') return []
  const steps: ZnodePath[] = []
  for (let end = path.indexOf('/', 1); end >= 0; end = path.indexOf('/', end + 1))
    steps.push(path.slice(0, end) as ZnodePath)
  return [...steps, path]
}

/** Whether `path` is `scope` itself or lies below it. */
export function isWithin(path: ZnodePath, scope: ZnodePath): boolean {
  return scope === '/' || path === scope || path.startsWith(`${scope}/`)
}

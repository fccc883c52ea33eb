import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path/posix'
import { parseSync } from 'oxc-parser'

const CODE = /\.(ts|tsx|mjs)$/
const ENDINGS = ['', '.ts', '.tsx', '.mjs', '.d.ts']

/** What a file imports, types and lazy parts included: paths from the root, or names of packages. */
export function importsOf(root, file, text = readFileSync(join(root, file), 'utf8')) {
  return specifiersOf(file, text).map((specifier) => {
    const path = pathOf(file, specifier)
    if (path === undefined) return { specifier, package: specifier }
    const found = ENDINGS.map((ending) => path + ending).find((each) => isFile(join(root, each)))
    return { specifier, path: found ?? path }
  })
}

function pathOf(file, specifier) {
  if (specifier.startsWith('@/')) return specifier.slice(2)
  return specifier.startsWith('.') ? join(file, '..', specifier) : undefined
}

const isFile = (path) => existsSync(path) && CODE.test(path)

/** The specifiers of a file, each once. */
function specifiersOf(file, text) {
  const { program, module } = parseSync(file, text)
  const found = new Set(module.staticImports.map((each) => each.moduleRequest.value))
  for (const { entries } of module.staticExports)
    for (const { moduleRequest } of entries) if (moduleRequest) found.add(moduleRequest.value)
  // Only few files have what stands deeper than a statement: walking them all takes long.
  if (!/\bimport[.(]/.test(text)) return [...found]
  for (const node of nodesOf(program)) {
    const source = sourceOf(node)
    if (source) found.add(source)
  }
  return [...found]
}

/** `import('…')` of a value or a type, and `new URL('…', import.meta.url)` of a worker. */
function sourceOf(node) {
  switch (node.type) {
    case 'ImportExpression':
    case 'TSImportType':
      return node.source?.value
    case 'NewExpression': {
      const isUrl = node.callee.name === 'URL' && node.arguments[1]?.object?.type === 'MetaProperty'
      const path = isUrl ? node.arguments[0].value : undefined
      return CODE.test(path) ? path : undefined
    }
    default:
      return undefined
  }
}

function* nodesOf(node) {
  if (node === null || typeof node !== 'object') return
  if (typeof node.type === 'string') yield node
  for (const child of Object.values(node)) yield* nodesOf(child)
}

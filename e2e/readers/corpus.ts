import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { mulberry32 } from '@/e2e/foreign/mulberry32.mjs'
import { readingPython } from './foreign-readers'

const ROOTS = ['.cache/corpus', '/usr/share', '/usr/lib', '/etc', 'node_modules']
const JARS = '/usr/share/java'

/** Larger files are mutated in places that say no more, and take their time. */
const MOST_BYTES = 4_000

const PATTERNS = {
  json: /\.json$/,
  yaml: /\.ya?ml$/,
  xml: /\.(?:xml|xsd|svg|dtd\.xml)$/,
  toml: /\.toml$/,
  ini: /\.(?:ini|cfg|cnf)$/,
  properties: /\.properties$/,
} as const

export type CorpusFormat = keyof typeof PATTERNS

export const CORPUS_FORMATS = Object.keys(PATTERNS) as CorpusFormat[]

export type CorpusFile = { readonly name: string; readonly text: string }

/** Real files of other packages that this machine has anyway, at most `most` of each format. */
export function readCorpus(most: number): Record<CorpusFormat, CorpusFile[]> {
  const paths = listFiles()
  const packed = readJars()
  const entries = CORPUS_FORMATS.map((format) => {
    const named = paths.filter((path) => PATTERNS[format].test(path))
    const inJars = packed.filter(({ name }) => PATTERNS[format].test(name))
    const files = [...take(named, most).flatMap(readText), ...take(inJars, most)]
    return [format, take(files, most)] as const
  })
  return Object.fromEntries(entries) as Record<CorpusFormat, CorpusFile[]>
}

function listFiles(): string[] {
  const names = ['json', 'y*ml', 'xml', 'xsd', 'svg', 'toml', 'ini', 'cfg', 'cnf', 'properties']
  const wanted = names.flatMap((name) => ['-o', '-name', `*.${name}`]).slice(1)
  const roots = ROOTS.filter(existsSync).map((root) => resolve(root))
  const conditions = ['-type', 'f', '-size', `-${MOST_BYTES}c`, '(', ...wanted, ')']
  const { stdout } = spawnSync('find', [...roots, ...conditions], {
    encoding: 'utf8',
    maxBuffer: 100_000_000,
  })
  return [...new Set(stdout.split('\n').filter(Boolean))].toSorted()
}

/** A spread of `list`, the same each time. */
function take<Item>(list: readonly Item[], most: number): Item[] {
  const chance = mulberry32(1)
  const drawn = list.map((item) => ({ item, at: chance() })).toSorted((a, b) => a.at - b.at)
  return drawn.slice(0, most).map(({ item }) => item)
}

function readText(path: string): CorpusFile[] {
  const text = readFileSync(path, 'utf8')
  return text === '' || text.includes('\ufffd') ? [] : [{ name: path, text }]
}

const READ_JARS = `
import glob, json, sys, zipfile
found = []
for jar in sorted(glob.glob(sys.argv[1] + "/*.jar")):
    with zipfile.ZipFile(jar) as packed:
        for entry in packed.infolist()[:2000]:
            if entry.filename.endswith((".properties", ".xml")) and 0 < entry.file_size < ${MOST_BYTES}:
                try:
                    found.append({"name": jar + "!" + entry.filename, "text": packed.read(entry).decode()})
                except UnicodeDecodeError:
                    pass
print(json.dumps(found[:3000]))
`

function readJars(): CorpusFile[] {
  const { stdout } = spawnSync(readingPython ?? 'python3', ['-c', READ_JARS, JARS], {
    encoding: 'utf8',
    maxBuffer: 100_000_000,
  })
  return JSON.parse(stdout || '[]')
}

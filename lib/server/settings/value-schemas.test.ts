import { expect, test } from 'vitest'
import { loadSettings } from './load-settings'

const files = new Map([
  ['/port.json', '{"type": "integer"}'],
  ['/odd.json', '{"type": "klingon"}'],
  ['/text', 'not JSON'],
  ['/null', 'null'],
  ['/long.json', JSON.stringify({ description: 'x'.repeat(1_100_000) })],
  ['/dangling.json', '{"$ref": "#/$defs/none"}'],
])

function loadWith(file: string) {
  const schemas = [{ paths: '/**', file }]
  const content = JSON.stringify({ clusters: [{ id: 'a', connect: 'zk', schemas }] })
  return loadSettings({ VIVARIUM_CONFIG: '/vivarium.json' }, (name) => {
    const text = name === '/vivarium.json' ? content : files.get(name)
    if (text === undefined) throw new Error(`no such file: ${name}`)
    return text
  })
}

test('a schema is read from its file', () => {
  const [schema] = loadWith('/port.json').clusters[0]?.schemas ?? []
  expect(schema).toMatchObject({ paths: '/**', schema: { type: 'integer' } })
})

test.each(['/missing.json', '/odd.json', '/text', '/null', '/long.json', '/dangling.json'])(
  '%s stops the start in one line',
  (file) => {
    expect(() => loadWith(file)).toThrow(/^VIVARIUM_CONFIG: clusters\[0\]\.schemas: [^\n]*$/)
  },
)

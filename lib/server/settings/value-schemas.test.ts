import { expect, test } from 'vitest'
import { loadSettings } from './load-settings'

const files = new Map([
  ['/port.json', '{"type": "integer"}'],
  ['/odd.json', '{"type": "klingon"}'],
  ['/text', 'not JSON'],
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

test('a schema is read from its file and checks values', () => {
  const [schema] = loadWith('/port.json').clusters[0]?.schemas ?? []
  expect(schema?.check(1)).toEqual([])
  expect(schema?.check('1')).toHaveLength(1)
})

test.each(['/missing.json', '/odd.json', '/text'])('%s stops the start in one line', (file) => {
  expect(() => loadWith(file)).toThrow(/^VIVARIUM_CONFIG: clusters\[0\]\.schemas: [^\n]*$/)
})

import { expect, test } from 'vitest'
import { judgeXml } from './document'

const faultOf = (text: string) => judgeXml(text).stop?.fault

test.each([
  ['<配置 名="值"/>'],
  ['<!DOCTYPE a [<!ENTITY x "a>b">]><a>&x;</a>'],
  ['<!DOCTYPE a [<!ENTITY x "<b>&#38;amp;</b>"><!ATTLIST a c CDATA "d">]><a>&x;</a>'],
  ['<!DOCTYPE a SYSTEM "a.dtd"><a b="&declared.there;">&and.here;</a>'],
  ['<!DOCTYPE a [<!ENTITY % p SYSTEM "p">%p;<!ENTITY x "&never.read;">]><a>&x;</a>'],
  ['<!DOCTYPE a [<!ELEMENT a ((b|c)*,d?)+><!NOTATION n PUBLIC "p"><!-- c --><?p i?>]><a/>'],
  ['\ufeff<?xml version="1.1" standalone=\'no\' ?>\n<a/>\n<!-- end -->'],
  ['<a b = "1"\nc=\'"\'>]] > &lt;&#x1F600;<![CDATA[<&]]></a >'],
])('%s is well-formed', (text) => expect(judgeXml(text)).toEqual({ stop: undefined, notes: [] }))

test.each([
  ['<a b="1&c=2"/>', 'unexpected', 9],
  ['<a/>\n<b/>', 'xml-second-root', 5],
  ['<a b="<"/>', 'unexpected', 6],
  ['<a>&nope;</a>', 'xml-entity-unknown', 3],
  ['<!DOCTYPE a [<!ATTLIST a b CDATA "&nope;">]><a/>', 'xml-entity-unknown', 34],
  ['<a><!-- b -- c --></a>', 'xml-comment', 10],
  ['<a b="1" b="2"/>', 'xml-double-attribute', 9],
  ['<a><b></a>', 'xml-closes-other', 6],
  ['<a><b></b>', 'xml-not-closed', 0],
  ['<a>]]></a>', 'unexpected', 3],
  ['<a>\u0001</a>', 'xml-character', 3],
  ['<a>&#0;</a>', 'xml-character', 3],
  [' <?xml version="1.0"?><a/>', 'xml-declaration', 1],
  ['<?xml version="1.0" standalone="maybe"?><a/>', 'xml-declaration', 0],
  ['<a>', 'xml-not-closed', 0],
  ['', 'ends-early', 0],
  ['<!DOCTYPE a [<!ENTITY x "&y;"><!ENTITY y "&x;">]><a>&x;</a>', 'xml-entity-itself', 52],
  ['<!DOCTYPE a [<!ENTITY x "<b>">]><a>&x;</b></a>', 'xml-entity-unfit', 35],
  ['<!DOCTYPE a [<!ENTITY x "&#60;">]><a b="&x;"/>', 'xml-entity-unfit', 40],
  ['<!DOCTYPE a [<!ELEMENT a (b,c|d)>]><a/>', 'unexpected', 29],
])('%s is not well-formed: %s at %i', (text, fault, at) => {
  const { stop } = judgeXml(text)
  expect([stop?.fault, stop?.at]).toEqual([fault, at])
})

test('a billion laughs are counted, not laughed', () => {
  const levels = Array.from({ length: 9 }, (_, level) => {
    const inner = level === 0 ? 'lol' : `&l${level - 1};`.repeat(10)
    return `<!ENTITY l${level} "${inner}">`
  })
  expect(faultOf(`<!DOCTYPE a [${levels.join('')}]><a>&l8;</a>`)).toBe('xml-entity-bomb')
  expect(faultOf(`<!DOCTYPE a [${levels.join('')}]><a>&l3;</a>`)).toBeUndefined()
})

test('neither a chain of entities nor a tower of elements or groups exhausts the stack', () => {
  const chain = Array.from({ length: 20_000 }, (_, at) => `<!ENTITY e${at + 1} "&e${at};">`)
  const text = `<!DOCTYPE a [<!ENTITY e0 "x">${chain.join('')}]><a>&e20000;</a>`
  expect(faultOf(text)).toBe('too-deep')
  expect(faultOf('<a>'.repeat(50_000) + '</a>'.repeat(50_000))).toBeUndefined()
  const groups = `${'('.repeat(50_000)}b${')'.repeat(50_000)}`
  expect(faultOf(`<!DOCTYPE a [<!ELEMENT a ${groups}>]><a/>`)).toBeUndefined()
})

test('names that belong to no namespace are noted, and nothing else is wrong with them', () => {
  const notes = (text: string) => judgeXml(text).notes.map(({ detail }) => detail)
  expect(notes('<p:a xmlns:p="u" xml:lang="en"><p:b/></p:a>')).toEqual([])
  expect(notes('<p:a xmlns:p="u"><q:b/></p:a>')).toEqual(['q:b'])
  expect(notes('<a xmlns:p="u" xmlns:q="u" p:b="" q:b=""/>')).toEqual(['q:b'])
  expect(notes('<a xmlns:p="">&lt;<b:c:d/></a>')).toEqual(['xmlns:p=""', 'b:c:d'])
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readStructure } from './read-structure'

/**
 * Written by ObjectOutputStream of OpenJDK 17, printed by HexFormat: a class `Member extends Host`
 * with a field of each kind, a HashMap, an ArrayList, a proxy, an Externalizable, several objects.
 */
const WRITTEN = {
  member: `
    aced00057372000f4669787475726573244d656d626572000000000000000202000c42000162430001634a00
    0269645a00046c6976654400046c6f61645300017346000573686172654c00046d6f646574000f4c46697874
    75726573244d6f64653b5b0005706f7274737400025b495b00037261777400025b424c000473656c66740012
    4c6a6176612f6c616e672f4f626a6563743b5b0004746167737400135b4c6a6176612f6c616e672f53747269
    6e673b7872000d466978747572657324486f73740000000000000001020002490004706f72744c00046e616d
    657400124c6a6176612f6c616e672f537472696e673b787000001f9074000e636166c3a920eda0bdedb880c0
    80ff00780123456789abcdef013fb999999999999afffe3e8000007e72000d4669787475726573244d6f6465
    00000000000000001200007872000e6a6176612e6c616e672e456e756d000000000000000012000078707400
    075354414e444259757200025b494dba602676eab2a50200007870000000020000000100000002757200025b
    42acf317f8060854e002000078700000000201ff71007e0008757200135b4c6a6176612e6c616e672e537472
    696e673badd256e7e91d7b470200007870000000027400016170`,
  map: `
    aced0005737200116a6176612e7574696c2e486173684d61700507dac1c31660d103000246000a6c6f616446
    6163746f724900097468726573686f6c6478703f4000000000000177080000000200000001740004706f7274
    737200116a6176612e6c616e672e496e746567657212e2a0a4f781873802000149000576616c756578720010
    6a6176612e6c616e672e4e756d62657286ac951d0b94e08b02000078700000088578`,
  list: `
    aced0005737200136a6176612e7574696c2e41727261794c6973747881d21d99c7619d03000149000473697a
    65787000000003770400000003740001787372000e6a6176612e6c616e672e4c6f6e673b8be490cc8f23df02
    00014a000576616c7565787200106a6176612e6c616e672e4e756d62657286ac951d0b94e08b020000787000
    000000000000057078`,
  proxy: `
    aced0005737d00000001000e4669787475726573244e616d6564787200176a6176612e6c616e672e7265666c
    6563742e50726f7879e127da20cc1043cb0200014c0001687400254c6a6176612f6c616e672f7265666c6563
    742f496e766f636174696f6e48616e646c65723b78707372001046697874757265732448616e646c65720000
    0000000000030200007870`,
  external: `
    aced00057372000f466978747572657324437573746f6d00000000000000040c000078707704000000077400
    017878`,
  several: `
    aced00057400036f6e657e72000d4669787475726573244d6f646500000000000000001200007872000e6a61
    76612e6c616e672e456e756d000000000000000012000078707400064143544956457671007e000171007e00
    00`,
} as const

function bytesOf(digits: string): Uint8Array {
  return Uint8Array.from(Buffer.from(digits.replaceAll(/\s/g, ''), 'hex'))
}

const textOf = (name: keyof typeof WRITTEN) => readStructure(bytesOf(WRITTEN[name]))?.text

test('an object is shown with its class, the fields of all its classes, and itself once', () => {
  expect(readStructure(bytesOf(WRITTEN.member))).toEqual({
    kind: 'java',
    text: `Fixtures$Member #1 {
  port: 8080
  name: "café 😀\\u0000"
  b: -1
  c: "x"
  id: 81985529216486895
  live: true
  load: 0.1
  s: -2
  share: 0.25
  mode: Fixtures$Mode.STANDBY
  ports: int[] [
    1
    2
  ]
  raw: <01 ff>
  self: → Fixtures$Member #1
  tags: java.lang.String[] [
    "a"
    null
  ]
}`,
  })
})

test('what a class writes by itself is listed as that', () => {
  expect(textOf('map')).toBe(`java.util.HashMap {
  loadFactor: 0.75
  threshold: 1
  writeObject(): [
    <00 00 00 02 00 00 00 01>
    "port"
    java.lang.Integer {
      value: 2181
    }
  ]
}`)
  expect(textOf('list')).toContain('"x"\n    java.lang.Long {\n      value: 5\n    }\n    null')
  expect(textOf('external')).toBe(
    'Fixtures$Custom {\n  writeExternal(): [\n    <00 00 00 07>\n    "x"\n  ]\n}',
  )
})

test('proxies, classes, enums, and several objects in one stream', () => {
  expect(textOf('proxy')).toBe('proxy of Fixtures$Named {\n  h: Fixtures$Handler {}\n}')
  expect(textOf('several')).toBe(
    '[\n  "one"\n  Fixtures$Mode.ACTIVE\n  class Fixtures$Mode\n  "one"\n]',
  )
})

test('a stream that is cut is not shown as one', () => {
  const whole = bytesOf(WRITTEN.member)
  for (let length = 0; length < whole.length; length++)
    expect(readStructure(whole.slice(0, length))?.kind).not.toBe('java')
})

test('hostile bytes neither throw nor swell', () => {
  const written = fc.constantFrom(...Object.values(WRITTEN)).map(bytesOf)
  const damage = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 6 })
  fc.assert(
    fc.property(written, damage, (bytes, changes) => {
      const hostile = bytes.slice()
      for (const [at, byte] of changes) hostile[4 + (at % (bytes.length - 4))] = byte
      expect(readStructure(hostile)?.text.length ?? 0).toBeLessThan(100_000)
    }),
    { numRuns: 5_000 },
  )
})

test('few bytes that refer to much are bounded', () => {
  const name = '61'.repeat(60_000)
  const field = `49 ea60 ${name}`
  const described = `72 0001 41 0000000000000001 02 0001 ${field} 78 70`
  const once = `aced0005 73 ${described} 00000007`
  expect(readStructure(bytesOf(once))?.text.length).toBeLessThan(1_000)
  const many = `${once}${'73 71 007e0000 00000007'.repeat(9_000)}`
  expect(readStructure(bytesOf(many))?.text.length).toBeLessThan(5_000_000)
  expect(readStructure(bytesOf(`${many}${'70'.repeat(20_000)}`))?.kind).not.toBe('java')
  const deep = `aced0005 73 72 0001 41 0000000000000001 02 0001 4c 0001 61 70 78 70`
  expect(readStructure(bytesOf(`${deep}${'73 71 007e0000'.repeat(5_000)}`))?.kind).not.toBe('java')
})

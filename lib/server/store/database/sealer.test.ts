import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Sealer } from './sealer'

let scratch: string

beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), 'vivarium-sealer-'))
})

afterAll(() => rmSync(scratch, { recursive: true }))

const folder = () => mkdtempSync(join(scratch, 'data-'))
const SECRET = Buffer.from('the password of a session')
const ours = 'x'.repeat(32)
const url = 'postgres://localhost/none'

test('what was sealed opens after a restart, for what it belongs to, and reads like nothing', () => {
  const place = { kind: 'file', folder: folder() } as const
  const sealed = new Sealer(place).seal(SECRET, '0x1')
  expect(new Sealer(place).unseal(sealed, '0x1')).toEqual(SECRET)
  expect(new Sealer(place).unseal(sealed, '0x2')).toBeNull()
  expect(Buffer.from(sealed, 'base64url').includes(SECRET)).toBe(false)
  expect(new Sealer(place).seal(SECRET, '0x1')).not.toBe(sealed)
})

test('what was altered, cut off or never sealed does not open', () => {
  const sealer = new Sealer({ kind: 'file', folder: folder() })
  const sealed = sealer.seal(SECRET, '0x1')
  const altered = Buffer.from(sealed, 'base64url')
  altered[20] = (altered[20] ?? 0) ^ 1
  for (const text of [
    altered.toString('base64url'),
    sealed.slice(0, 20),
    '',
    SECRET.toString('hex'),
  ])
    expect(sealer.unseal(text, '0x1')).toBeNull()
})

test('the key of a folder is one file for our own user alone, whoever comes first', () => {
  const place = { kind: 'file', folder: folder() } as const
  const [first, second] = [new Sealer(place), new Sealer(place)]
  expect(second.unseal(first.seal(SECRET, ''), '')).toEqual(SECRET)
  expect(readdirSync(place.folder)).toEqual(['secret.key'])
  const { mode, size } = statSync(join(place.folder, 'secret.key'))
  expect([mode & 0o777, size]).toEqual([0o600, 32])
  expect(
    new Sealer({ kind: 'file', folder: folder() }).unseal(first.seal(SECRET, ''), ''),
  ).toBeNull()
})

test('replicas share what they were given; without it each has its own', () => {
  const shared = () => new Sealer({ kind: 'postgres', url, secret: ours })
  expect(shared().unseal(shared().seal(SECRET, ''), '')).toEqual(SECRET)
  const alone = () => new Sealer({ kind: 'postgres', url })
  expect(alone().unseal(alone().seal(SECRET, ''), '')).toBeNull()
})

test('a key that was given leaves no file', () => {
  const place = { kind: 'file', folder: folder(), secret: ours } as const
  new Sealer(place).seal(SECRET, '')
  expect(readdirSync(place.folder)).toEqual([])
})

test('a folder that takes no key, and a key that is damaged, are said to be so', () => {
  const file = join(folder(), 'file')
  writeFileSync(file, '')
  expect(() => new Sealer({ kind: 'file', folder: file }).seal(SECRET, '')).toThrow(
    'The database cannot be opened',
  )
  const damaged = folder()
  writeFileSync(join(damaged, 'secret.key'), 'short')
  expect(() => new Sealer({ kind: 'file', folder: damaged }).seal(SECRET, '')).toThrow('damaged')
  expect(readFileSync(join(damaged, 'secret.key'), 'utf8')).toBe('short')
})

import { describe, expect, test } from 'vitest'
import { readCookies, writeCookie } from './cookie'
import { OPERATOR } from './person'
import { Sessions } from './sessions'
import { SignInLink } from './sign-in-link'

const HOUR = 3_600_000
const HOME = '192.0.2.1'

function clock() {
  let now = 1_000
  return { now: () => now, pass: (ms: number) => (now += ms) }
}

function newLink() {
  const tokens: string[] = []
  const time = clock()
  const link = new SignInLink((token) => tokens.push(token), time.now)
  link.renew()
  return { link, tokens, time, latest: () => tokens.at(-1) ?? '' }
}

describe('the sign-in link', () => {
  test('works once; then a fresh one is announced', () => {
    const { link, tokens, latest } = newLink()
    const first = latest()
    expect(link.redeem(first, HOME)).toBe('welcome')
    expect(tokens).toHaveLength(2)
    expect(link.redeem(first, HOME)).toBe('refused')
    expect(link.redeem(latest(), HOME)).toBe('welcome')
  })

  test('holds 256 random bits', () => {
    expect(newLink().latest()).toMatch(/^[\w-]{43}$/)
    expect(newLink().latest()).not.toBe(newLink().latest())
  })

  test.each(['', 'x', 'ä', 'x'.repeat(43)])('refuses %j', (token) => {
    expect(newLink().link.redeem(token, HOME)).toBe('refused')
  })

  test('answers ten wrong tokens a minute, and the right one at any time', () => {
    const { link, latest, time } = newLink()
    for (let count = 0; count < 10; count++) expect(link.redeem('wrong', HOME)).toBe('refused')
    expect(link.redeem('wrong', HOME)).toBe('too-many')
    expect(link.redeem(latest(), HOME)).toBe('welcome')
    time.pass(60_000)
    expect(link.redeem('wrong', HOME)).toBe('refused')
  })

  test('makes nobody else wait for one who guesses', () => {
    const { link } = newLink()
    for (let count = 0; count < 20; count++) link.redeem('wrong', '192.0.2.66')
    expect(link.redeem('wrong', '192.0.2.66')).toBe('too-many')
    expect(link.redeem('wrong', HOME)).toBe('refused')
  })

  test('remembers only so many who guess', () => {
    const { link } = newLink()
    for (let count = 0; count < 10; count++) link.redeem('wrong', HOME)
    for (let host = 0; host < 10_000; host++) link.redeem('wrong', `2001:db8::${host.toString(16)}`)
    expect(link.redeem('wrong', HOME)).toBe('refused')
  })

  test('refuses everything before the first one was announced', () => {
    const link = new SignInLink(() => undefined, clock().now)
    expect(link.redeem('', HOME)).toBe('refused')
  })
})

describe('a session', () => {
  test('is recognised by its secret alone', () => {
    const sessions = new Sessions(clock().now)
    const secret = sessions.begin(OPERATOR)
    expect(sessions.recognise(secret)?.person).toBe(OPERATOR)
    expect(sessions.recognise(`${secret}x`)).toBeUndefined()
    expect(sessions.recognise(sessions.recognise(secret)?.key ?? '')).toBeUndefined()
  })

  test('ends after 12 idle hours, and being used keeps it awake', () => {
    const time = clock()
    const sessions = new Sessions(time.now)
    const secret = sessions.begin(OPERATOR)
    time.pass(11 * HOUR)
    expect(sessions.recognise(secret)).toBeDefined()
    time.pass(11 * HOUR)
    expect(sessions.recognise(secret)).toBeDefined()
    time.pass(13 * HOUR)
    expect(sessions.recognise(secret)).toBeUndefined()
  })

  test('ends after a week however much it is used', () => {
    const time = clock()
    const sessions = new Sessions(time.now)
    const secret = sessions.begin(OPERATOR)
    for (let hours = 0; hours < 7 * 24; hours += 8) {
      expect(sessions.recognise(secret)).toBeDefined()
      time.pass(8 * HOUR)
    }
    time.pass(1)
    expect(sessions.recognise(secret)).toBeUndefined()
  })

  test('that is only looked at, as an open stream does, still falls idle', () => {
    const time = clock()
    const sessions = new Sessions(time.now)
    const key = sessions.recognise(sessions.begin(OPERATOR))?.key ?? ''
    time.pass(11 * HOUR)
    expect(sessions.stands(key)).toBe(true)
    time.pass(2 * HOUR)
    expect(sessions.stands(key)).toBe(false)
  })

  test('makes room when there are a thousand: the longest unseen goes', () => {
    const time = clock()
    const sessions = new Sessions(time.now)
    const first = sessions.begin(OPERATOR)
    const second = sessions.begin(OPERATOR)
    time.pass(1)
    sessions.recognise(first)
    for (let count = 0; count < 999; count++) sessions.begin(OPERATOR)
    expect(sessions.recognise(second)).toBeUndefined()
    expect(sessions.recognise(first)).toBeDefined()
  })
})

describe('the cookie', () => {
  const plain = { port: 3000, origin: 'http://127.0.0.1:3000' }
  const secure = { port: 3000, origin: 'https://zk.example' }

  test('is out of reach of scripts and of other sites, and names the port', () => {
    expect(writeCookie('secret', plain)).toBe(
      'vivarium-3000=secret; Path=/; HttpOnly; SameSite=Lax; Max-Age=604800',
    )
  })

  test('is bound to the host under TLS', () => {
    expect(writeCookie('secret', secure)).toMatch(/^__Host-vivarium-3000=secret; .*; Secure$/)
  })

  test('is taken back by an empty one', () => {
    expect(writeCookie('', plain)).toContain('Max-Age=0')
  })

  test('is found among others, of another port too', () => {
    const header = 'vivarium-3001=other; theme=dark;vivarium-3000=mine'
    expect(readCookies(header, plain)).toEqual(['mine'])
    expect(readCookies('theme=dark', plain)).toEqual([])
    expect(readCookies('vivarium-3000=planted', secure)).toEqual([])
    expect(readCookies(null, plain)).toEqual([])
  })

  test('is found behind those of its name that another service of the host has set', () => {
    const sessions = new Sessions(clock().now)
    const secret = sessions.begin(OPERATOR)
    const header = `vivarium-3000=tossed; vivarium-3000=; vivarium-3000=${secret}; vivarium-3000=x`
    expect(sessions.recogniseAny(readCookies(header, plain))?.person).toBe(OPERATOR)
    const flood = 'vivarium-3000=tossed; '.repeat(10_000)
    expect(readCookies(flood, plain).length).toBeLessThan(20)
  })
})

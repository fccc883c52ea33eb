import { expect, test } from 'vitest'
import { answerChallenge } from './digest-md5'

const ACCOUNT = { username: 'bob', password: 'secret' }

test('a challenge that is none, or far too long, is not worked on', () => {
  const endless = 'a'.repeat(4_000_000)
  for (const challenge of ['', 'realm="zk"', endless, `nonce="${endless}"`])
    expect(answerChallenge(challenge, ACCOUNT, 'cnonce')).toBeUndefined()
})

test('what the server quotes is quoted back, and nothing can be added to it', () => {
  const challenge = 'realm="a\\"b",nonce="n\\\\",qop="auth",charset=utf-8,algorithm=md5-sess'
  const answer = answerChallenge(challenge, { username: 'b"ob', password: '' }, 'c')
  expect(answer?.response).toContain('username="b\\"ob",realm="a\\"b",nonce="n\\\\",nc=00000001,')
})

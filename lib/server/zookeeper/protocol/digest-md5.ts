import { createHash } from 'node:crypto'

export type Account = { readonly username: string; readonly password: string }

/** The name under which every ZooKeeper server speaks SASL DIGEST-MD5. */
const DIGEST_URI = 'zookeeper/zk-sasl-md5'
/** Servers send some hundred characters; more would only keep us busy. */
const LONGEST = 4_096

/**
 * Answers a DIGEST-MD5 challenge (RFC 2831, quality of protection `auth`).
 * `proof` is what the server must answer if it knows the password too.
 * Undefined when the challenge is not one.
 */
export function answerChallenge(
  challenge: string,
  { username, password }: Account,
  cnonce: string,
): { response: string; proof: string } | undefined {
  if (challenge.length > LONGEST) return undefined
  const directives = parse(challenge)
  const nonce = directives.get('nonce')
  if (!nonce) return undefined
  const realm = directives.get('realm') ?? ''
  const secret = Buffer.concat([
    createHash('md5')
      .update(joined([username, realm, password]))
      .digest(),
    Buffer.from(`:${nonce}:${cnonce}`),
  ])
  const keyed = (method: string) =>
    md5(`${md5(secret)}:${nonce}:00000001:${cnonce}:auth:${md5(`${method}:${DIGEST_URI}`)}`)
  const fields = [
    'charset=utf-8',
    `username=${quote(username)}`,
    `realm=${quote(realm)}`,
    `nonce=${quote(nonce)}`,
    'nc=00000001',
    `cnonce=${quote(cnonce)}`,
    `digest-uri=${quote(DIGEST_URI)}`,
    `response=${keyed('AUTHENTICATE')}`,
    'qop=auth',
  ]
  return { response: fields.join(','), proof: `rspauth=${keyed('')}` }
}

/** With colons between; each in ISO 8859-1 where that has all of its characters, else in UTF-8. */
function joined(parts: readonly string[]): Buffer {
  return Buffer.concat(
    parts.flatMap((part, index) => [
      Buffer.from(index === 0 ? '' : ':'),
      Buffer.from(part, /^[\0-\xff]*$/.test(part) ? 'latin1' : 'utf8'),
    ]),
  )
}

function md5(input: Buffer | string): string {
  return createHash('md5').update(input).digest('hex')
}

function quote(value: string): string {
  return `"${value.replace(/["\\]/g, '\\$&')}"`
}

function parse(challenge: string): Map<string, string> {
  const directives = new Map<string, string>()
  for (const [, name, quoted, bare] of challenge.matchAll(
    /([\w-]+)=(?:"((?:[^"\\]|\\.)*)"|([^,]*))/g,
  )) {
    if (name) directives.set(name, quoted?.replace(/\\(.)/g, '$1') ?? bare ?? '')
  }
  return directives
}

/** Parts of a name that say that what it names is secret, wherever they stand. */
const SECRET =
  /passw(?:or)?d|passphrase|secret|token|credential|private|(?:api|access|master|encryption|signing|session|ssh)key/i
/** Words that say so where they stand alone: `api-key`, `dbKey`, `DK_17` of Hadoop; not `monkey`. */
const SECRET_WORD =
  /^(?:keys?|pass|pwd|pw|pin|passcode|psk|auth|authorization|salt|dk|jwt|pem|keytab|keystore)$/i

/** Whether a name, of a znode or of a key, promises a secret. */
export function namesSecret(name: string): boolean {
  const plain = plainLetters(name)
  if (SECRET.test(plain)) return true
  const words = plain.replaceAll(/([a-z\d])([A-Z])/g, '$1 $2').split(/[^\p{L}]+/u)
  return words.some((word) => SECRET_WORD.test(word))
}

const NAME = /^@?(?:name|key|id)$/i

/** Whether a member names what stands beside it, as `name: DB_PASSWORD` does. */
export function isNaming(key: string): boolean {
  return NAME.test(key)
}

/** Without what has no ink, and in the common form of wide and other letters that read the same. */
function plainLetters(name: string): string {
  return name.normalize('NFKC').replaceAll(/[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, '')
}

/** Whether `path` or a directory above it is named as a secret is. */
export function isSecretPlace(path: string): boolean {
  return path.split('/').some((name) => name !== '' && namesSecret(name))
}

const ASSIGNED =
  /(?:passw(?:or)?d|passphrase|pwd|secret|token|credential|api[-_.]?key)\w*\\*["']?\s*[=:]/i
/** PEM, JSON Web Tokens, `Basic …` and `Bearer …`. */
const SHAPED = /PRIVATE KEY|\beyJ[\w-]{8,}|\b(?:Basic|Bearer)\s+\S{8,}/i

/** Whether a text gives a secret away by how it looks. */
export function looksSecret(text: string): boolean {
  return ASSIGNED.test(text) || SHAPED.test(text)
}

/** `text` without the password of an address such as `jdbc:mysql://root:pw@db`. */
export function withoutPassword(text: string): string {
  return text.replaceAll(/:\/\/[^\s/@:]*:[^\s@]*@/g, '://•••@')
}

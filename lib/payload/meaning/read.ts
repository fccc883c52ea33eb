import type { Format } from '@/lib/payload/detect'
import type { Entry, Said } from './meaning'

export type MeaningReader = (text: string) => Said | undefined

/** What reads the texts of a format for their meaning; undefined where it has no keys. */
export async function meaningReader(format: Format | 'hex'): Promise<MeaningReader | undefined> {
  const read = await readerOf(format)
  // To Java a byte order mark is a part of the first key.
  const plain = (text: string) => (format === 'properties' ? text : text.replace(/^\ufeff/, ''))
  return read && ((text) => safely(read, plain(text)))
}

/** What else reads the texts of a format, and finds something else in them. */
export type OtherReader = {
  /** `said` is what the format's own reader found. */
  readonly read: (text: string, said: Said) => Said | undefined
  /** What a key of the format's own reader is called by this one, if it has other names. */
  readonly nameOf?: (entry: Entry) => string
}

/**
 * How else the texts of a format are read, where that makes a difference: by programs that follow
 * aliases, by those of YAML 1.1, by those that take INI keys in any case, and by those that take a
 * properties file for a list of variables.
 */
export async function otherReaders(format: Format | 'hex'): Promise<readonly OtherReader[]> {
  if (format === 'properties') return [{ read: (await import('./read-env')).readEnv }]
  if (format !== 'yaml' && format !== 'ini') return []
  const { looseName, withLooseKeys } = await import('./loose-keys')
  if (format === 'ini') return [{ read: (_, said) => withLooseKeys(said), nameOf: looseName }]
  const { resolveAliases } = await import('./resolve')
  // Without an anchor there is nothing that an alias could name.
  const resolved = (text: string, said: Said) => (text.includes('&') ? resolveAliases(said) : said)
  const old = (text: string, said: Said) => {
    const found = resolved(text, said)
    return found && withLooseKeys(found)
  }
  return [{ read: resolved }, { read: old, nameOf: looseName }]
}

/** The parsers recurse: a hostile depth exhausts the stack, which is caught and nothing else. */
function safely(read: MeaningReader, text: string): Said | undefined {
  try {
    return read(text)
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

async function readerOf(format: Format | 'hex'): Promise<MeaningReader | undefined> {
  switch (format) {
    case 'json':
      return (await import('./read-json')).readJson
    case 'yaml':
      return (await import('./read-yaml')).readYaml
    case 'xml':
      return (await import('./read-xml')).readXml
    case 'toml':
      return (await import('./read-toml')).readToml
    case 'properties':
      return (await import('./read-properties')).readProperties
    case 'ini':
      return (await import('./read-ini')).readIni
    default:
      return undefined
  }
}

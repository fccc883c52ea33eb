import type { Format } from '@/lib/payload/detect'
import type { Said } from './meaning'

export type MeaningReader = (text: string) => Said | undefined

/** What reads the texts of a format for their meaning; undefined where it has no keys. */
export async function meaningReader(format: Format | 'hex'): Promise<MeaningReader | undefined> {
  const read = await readerOf(format)
  return read && ((text) => safely(read, text.replace(/^\ufeff/, '')))
}

/** What a text says to something that loads it in its own way; `said` is what its format's reader found. */
export type OtherReader = (text: string, said: Said) => Said | undefined

/**
 * How else the texts of a format are read, where that makes a difference: by programs that follow
 * aliases, by those that take a properties file for a list of variables.
 */
export async function otherReader(format: Format | 'hex'): Promise<OtherReader | undefined> {
  if (format === 'properties') return (await import('./read-env')).readEnv
  if (format !== 'yaml') return undefined
  const { resolveAliases } = await import('./resolve')
  // Without an anchor there is nothing that an alias could name.
  return (text, said) => (text.includes('&') ? resolveAliases(said) : said)
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

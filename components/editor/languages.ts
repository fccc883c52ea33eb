import { StreamLanguage } from '@codemirror/language'
import type { Extension } from '@codemirror/state'
import type { EditFormat } from './edit-format'

/** The highlighting of a format, loaded when it is needed; nothing for plain text. */
export async function loadLanguage(format: EditFormat): Promise<Extension> {
  switch (format) {
    case 'json':
      return (await import('@codemirror/lang-json')).json()
    case 'yaml':
      return (await import('@codemirror/lang-yaml')).yaml()
    case 'xml':
      return (await import('@codemirror/lang-xml')).xml()
    case 'toml': {
      const { toml } = await import('@codemirror/legacy-modes/mode/toml')
      return StreamLanguage.define(toml)
    }
    case 'hex':
      return (await import('./hex-extension')).hexEditing()
    case 'ini':
    case 'properties': {
      const { properties } = await import('@codemirror/legacy-modes/mode/properties')
      return StreamLanguage.define(properties)
    }
    default:
      return []
  }
}

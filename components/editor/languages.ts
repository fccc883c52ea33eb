import { StreamLanguage } from '@codemirror/language'
import type { Extension } from '@codemirror/state'
import { hasInstance } from '@/lib/payload/schema/instance'
import type { EditFormat } from './edit-format'

/** The highlighting of a format, and its completion by `schemas`, loaded when they are needed. */
export async function loadLanguage(
  format: EditFormat,
  schemas: readonly unknown[] = [],
): Promise<Extension> {
  const highlighting = await loadHighlighting(format)
  if (schemas.length === 0 || !hasInstance(format)) return highlighting
  return [highlighting, (await import('./schema-help')).schemaHelp(format, schemas)]
}

/** Nothing for plain text. */
async function loadHighlighting(format: EditFormat): Promise<Extension> {
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

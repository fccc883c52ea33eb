import { StreamLanguage } from '@codemirror/language'
import type { Extension } from '@codemirror/state'
import { tags } from '@lezer/highlight'
import { LateCode } from '@/components/loading/late-code'
import { hasInstance } from '@/lib/payload/schema/instance'
import type { EditFormat } from './edit-format'

const code = {
  json: new LateCode(() => import('@codemirror/lang-json')),
  yaml: new LateCode(() => import('@codemirror/lang-yaml')),
  xml: new LateCode(() => import('@codemirror/lang-xml')),
  jsonc: new LateCode(() => import('@codemirror/legacy-modes/mode/javascript')),
  toml: new LateCode(() => import('@codemirror/legacy-modes/mode/toml')),
  hex: new LateCode(() => import('./hex-extension')),
  properties: new LateCode(() => import('@codemirror/legacy-modes/mode/properties')),
  schemaHelp: new LateCode(() => import('./schema-help')),
}

/** The highlighting of a format, and its completion by `schemas`, loaded when they are needed. */
export async function loadLanguage(
  format: EditFormat,
  schemas: readonly unknown[] = [],
): Promise<Extension> {
  const highlighting = await loadHighlighting(format)
  if (schemas.length === 0 || !hasInstance(format)) return highlighting
  return [highlighting, (await code.schemaHelp.needed()).schemaHelp(format, schemas)]
}

/** Nothing for plain text. */
async function loadHighlighting(format: EditFormat): Promise<Extension> {
  switch (format) {
    case 'json':
      return (await code.json.needed()).json()
    case 'jsonc': {
      const { json } = await code.jsonc.needed()
      return StreamLanguage.define({ ...json, tokenTable: { property: tags.propertyName } })
    }
    case 'yaml':
      return (await code.yaml.needed()).yaml()
    case 'xml':
      return (await code.xml.needed()).xml()
    case 'toml': {
      const { toml } = await code.toml.needed()
      return StreamLanguage.define(toml)
    }
    case 'hex':
      return (await code.hex.needed()).hexEditing()
    case 'ini':
    case 'properties': {
      const { properties } = await code.properties.needed()
      return StreamLanguage.define(properties)
    }
    default:
      return []
  }
}

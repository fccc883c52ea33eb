export const TEXT_FORMATS = [
  'text',
  'json',
  'jsonc',
  'yaml',
  'xml',
  'properties',
  'toml',
  'ini',
] as const

export type TextFormat = (typeof TEXT_FORMATS)[number]

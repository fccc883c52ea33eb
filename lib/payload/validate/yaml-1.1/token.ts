export type YamlTokenKind =
  | 'directive'
  | 'document-start'
  | 'document-end'
  | 'stream-end'
  | 'block-list'
  | 'block-map'
  | 'block-end'
  | 'entry'
  | 'key'
  | 'value'
  | 'list-open'
  | 'list-close'
  | 'map-open'
  | 'map-close'
  | 'comma'
  | 'alias'
  | 'anchor'
  | 'tag'
  | 'scalar'

export type YamlToken = {
  readonly kind: YamlTokenKind
  readonly at: number
  /** The name of an anchor, alias or directive, or the handle of a tag. */
  readonly name?: string | undefined
  readonly value?: string
}

import { parseAllDocuments } from 'yaml'
import { spell } from './meaning'
import { readYaml } from './read-yaml'

/**
 * A YAML text laid out afresh, with its comments; undefined where it is not valid, has several
 * documents, or where a word or a comment would be lost.
 */
export function prettyYaml(text: string): string | undefined {
  const documents = parseAllDocuments(text, { uniqueKeys: false })
  const [document] = documents
  const before = readYaml(text)
  if (documents.length !== 1 || !document || !before) return undefined
  const next = document.toString({ lineWidth: 0 })
  const after = readYaml(next)
  const isSame = after && spell(after) === spell(before) && commentsIn(next) === commentsIn(text)
  return isSame ? next : undefined
}

function commentsIn(text: string): number {
  return text.match(/(^|\s)#/gm)?.length ?? 0
}

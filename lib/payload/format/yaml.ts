import { parseAllDocuments } from 'yaml'
import { spell } from '@/lib/payload/meaning/meaning'
import { readYaml } from '@/lib/payload/meaning/read-yaml'

/** A YAML text laid out afresh, document by document, with its comments. */
export function layOut(text: string): string | undefined {
  const documents = parseAllDocuments(text, { uniqueKeys: false })
  if (!Array.isArray(documents)) return undefined
  return documents.map((document) => document.toString({ lineWidth: 0 })).join('')
}

/** What the documents say, and their comments in order; undefined where the text is not YAML. */
export function meaningOf(text: string): string | undefined {
  const read = readYaml(text)
  return read && JSON.stringify([spell(read.root), commentsIn(text)])
}

function commentsIn(text: string): string[] {
  return [...text.matchAll(/(?:^|\s)#(.*)$/gm)].map(([, comment = '']) => comment.trim())
}

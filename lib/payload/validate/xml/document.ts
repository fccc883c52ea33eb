import { readAside, XmlContent } from './content'
import { DocumentType } from './doctype'
import { Declared } from './entities'
import { type NamespaceNote, Namespaces } from './namespaces'
import { References } from './references'
import { XmlSource, XmlStop } from './source'

const DECLARATION =
  /<\?xml[ \t\r\n]+version[ \t\r\n]*=[ \t\r\n]*(?:"[\w.-]*"|'[\w.-]*')(?:[ \t\r\n]+encoding[ \t\r\n]*=[ \t\r\n]*(?:"[A-Za-z][\w.-]*"|'[A-Za-z][\w.-]*'))?(?:[ \t\r\n]+standalone[ \t\r\n]*=[ \t\r\n]*(?:"(?:yes|no)"|'(?:yes|no)'))?[ \t\r\n]*\?>/y

/** What is wrong with an XML document, if anything, and what readers of namespaces refuse. */
export type XmlVerdict = {
  readonly stop: XmlStop | undefined
  readonly notes: readonly NamespaceNote[]
}

/**
 * Judges whether a text is a well-formed document of XML 1.0, as expat judges: without a look at
 * other documents, whatever version is declared.
 */
export function judgeXml(text: string): XmlVerdict {
  const source = new XmlSource(text)
  const namespaces = new Namespaces()
  try {
    readDocument(source, namespaces)
    return { stop: undefined, notes: namespaces.notes }
  } catch (error) {
    if (error instanceof XmlStop) return { stop: error, notes: [] }
    throw error
  }
}

function readDocument(source: XmlSource, namespaces: Namespaces): void {
  source.take('\ufeff')
  const declared = new Declared()
  const references = new References(declared, source.text.length)
  if (/^<\?xml[ \t\r\n]/.test(source.text.slice(source.at, source.at + 6))) {
    const at = source.at
    const declaration = source.match(DECLARATION)
    if (declaration === undefined) throw new XmlStop('xml-declaration', at)
    declared.isStandalone = /standalone[^?]*yes/.test(declaration)
  }
  readAsides(source)
  if (source.take('<!DOCTYPE')) {
    new DocumentType(source, declared, references).read()
    readAsides(source)
  }
  if (source.isAtEnd) throw new XmlStop('ends-early', source.at)
  new XmlContent(references, namespaces).readRoot(source)
  readAsides(source)
  if (source.isAtEnd) return
  const isOpening = source.sees('<') && !source.sees('</')
  throw isOpening ? new XmlStop('xml-second-root', source.at) : source.unexpected()
}

/** Blanks, comments and processing instructions. */
function readAsides(source: XmlSource): void {
  let isMore = true
  while (isMore) isMore = source.space() || readAside(source)
}

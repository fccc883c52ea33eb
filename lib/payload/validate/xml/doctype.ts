import { readAside } from './content'
import { type Declared, entityText, isPredefined } from './entities'
import { NAME_TOKEN } from './names'
import type { References } from './references'
import { type XmlSource, XmlStop } from './source'
import { attributeValue } from './tags'

const NOT_OF_PUBLIC = /[^ \r\na-zA-Z0-9\-'()+,./:=?;!*#@$_%]/

/** Reads the document type whose `<!DOCTYPE` was stepped over; declares what it says. */
export class DocumentType {
  readonly #source: XmlSource
  readonly #declared: Declared
  readonly #references: References

  constructor(source: XmlSource, declared: Declared, references: References) {
    this.#source = source
    this.#declared = declared
    this.#references = references
  }

  read(): void {
    const source = this.#source
    source.needSpace()
    source.name()
    const isApart = source.space()
    if (isApart && /^(?:SYSTEM|PUBLIC)/.test(source.text.slice(source.at, source.at + 6))) {
      this.#externalId(true)
      this.#declared.hasUnread = true
      source.space()
    }
    if (source.take('[')) {
      while (!source.take(']')) this.#declaration()
      source.space()
    }
    source.expect('>')
  }

  #declaration(): void {
    const source = this.#source
    if (source.space() || readAside(source)) return
    if (source.take('%')) {
      source.name()
      source.expect(';')
      this.#declared.hasUnread = true
      this.#declared.isRead = this.#declared.isStandalone
    } else if (source.take('<!ENTITY')) this.#entity()
    else if (source.take('<!ATTLIST')) this.#attributes()
    else if (source.take('<!ELEMENT')) this.#element()
    else if (source.take('<!NOTATION')) this.#notation()
    else throw source.unexpected()
  }

  /** Where another text is to be found; a notation may have a public name alone. */
  #externalId(needsSystem: boolean): void {
    const source = this.#source
    const keyword = source.name()
    if (keyword !== 'SYSTEM' && keyword !== 'PUBLIC') throw source.unexpected()
    source.needSpace()
    if (keyword === 'PUBLIC') {
      const { from, inside } = source.quoted()
      const odd = NOT_OF_PUBLIC.exec(inside)
      if (odd) throw source.unexpected(from + odd.index)
      const isApart = source.space()
      if (!needsSystem && source.sees('>')) return
      if (!isApart) throw source.unexpected()
    }
    source.quoted()
  }

  #entity(): void {
    const source = this.#source
    source.needSpace()
    const isParameter = source.take('%')
    if (isParameter) source.needSpace()
    const name = source.name()
    source.needSpace()
    if (source.sees('"') || source.sees("'")) {
      const { from, inside } = source.quoted()
      const text = this.#declared.isRead ? entityText(inside, from) : ''
      if (!isParameter) this.#declare(name, { kind: 'internal', text })
    } else {
      this.#externalId(true)
      const isApart = source.space()
      const isUnparsed = !isParameter && isApart && source.take('NDATA')
      if (isUnparsed) {
        source.needSpace()
        source.name()
      }
      if (!isParameter) this.#declare(name, { kind: isUnparsed ? 'unparsed' : 'external' })
    }
    source.space()
    source.expect('>')
  }

  /** The first declaration of a name counts. */
  #declare(name: string, entity: Parameters<Declared['entities']['set']>[1]): void {
    const { entities, isRead } = this.#declared
    if (isRead && !isPredefined(name) && !entities.has(name)) entities.set(name, entity)
  }

  #attributes(): void {
    const source = this.#source
    source.needSpace()
    source.name()
    for (;;) {
      const isApart = source.space()
      if (source.take('>')) return
      if (!isApart) throw source.unexpected()
      source.name()
      source.needSpace()
      this.#attributeType()
      source.needSpace()
      this.#attributeDefault()
    }
  }

  #attributeType(): void {
    const source = this.#source
    if (source.take('(')) {
      this.#choices(NAME_TOKEN)
      return
    }
    const at = source.at
    const type = source.name()
    if (type === 'NOTATION') {
      source.needSpace()
      source.expect('(')
      this.#choices(undefined)
    } else if (!/^(?:CDATA|ID|IDREFS?|ENTITY|ENTITIES|NMTOKENS?)$/.test(type))
      throw new XmlStop('unexpected', at, type)
  }

  /** `a | b)`: names, or whatever `token` matches. */
  #choices(token: RegExp | undefined): void {
    const source = this.#source
    do {
      source.space()
      if (!token) source.name()
      else if (source.match(token) === undefined) throw source.unexpected()
      source.space()
    } while (source.take('|'))
    source.expect(')')
  }

  #attributeDefault(): void {
    const source = this.#source
    if (source.take('#REQUIRED') || source.take('#IMPLIED')) return
    if (source.take('#FIXED')) source.needSpace()
    if (this.#declared.isRead) attributeValue(source, this.#references)
    else source.quoted()
  }

  #element(): void {
    const source = this.#source
    source.needSpace()
    source.name()
    source.needSpace()
    if (source.take('(')) this.#model()
    else {
      const at = source.at
      const kind = source.name()
      if (kind !== 'EMPTY' && kind !== 'ANY') throw new XmlStop('unexpected', at, kind)
    }
    source.space()
    source.expect('>')
  }

  #model(): void {
    const source = this.#source
    source.space()
    if (source.take('#PCDATA')) this.#mixed()
    else this.#groups()
  }

  #groups(): void {
    const source = this.#source
    /** What joins the parts of each group that is open: `,` or `|`. */
    const joints: string[] = ['']
    while (joints.length > 0) {
      source.space()
      if (source.take('(')) {
        joints.push('')
        continue
      }
      source.name()
      source.match(/[?*+]/y)
      this.#groupEnds(joints)
    }
  }

  /** Reads what may stand behind a part of a group: the joint to the next, or the ends of groups. */
  #groupEnds(joints: string[]): void {
    const source = this.#source
    for (;;) {
      source.space()
      const joint = source.match(/[|,]/y)
      if (joint) {
        if (joints.at(-1) && joints.at(-1) !== joint) throw source.unexpected(source.at - 1)
        joints[joints.length - 1] = joint
        return
      }
      source.expect(')')
      source.match(/[?*+]/y)
      joints.pop()
      if (joints.length === 0) return
    }
  }

  #mixed(): void {
    const source = this.#source
    source.space()
    let names = 0
    while (source.take('|')) {
      source.space()
      source.name()
      source.space()
      names += 1
    }
    source.expect(names > 0 ? ')*' : ')')
    if (names === 0) source.take('*')
  }

  #notation(): void {
    const source = this.#source
    source.needSpace()
    source.name()
    source.needSpace()
    this.#externalId(false)
    source.space()
    source.expect('>')
  }
}

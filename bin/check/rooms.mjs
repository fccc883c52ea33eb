import { readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { graphsOf } from './rooms/judge.mjs'
import { pictureOf, withPicture } from './rooms/picture.mjs'

const root = resolve(import.meta.dirname, '../..')

/** The files that show the architecture as a picture. */
export const PICTURED = ['README.md', 'docs/architecture.md']

export const readArchitecture = () =>
  JSON.parse(readFileSync(join(root, 'docs/architecture.json'), 'utf8'))

/** A file's text with its pictures drawn anew from `docs/architecture.json`. */
export function redrawn(file) {
  const { houses, rooms } = graphsOf(readArchitecture())
  const text = readFileSync(join(root, file), 'utf8')
  const pictures = { house: houses, ...rooms }
  return Object.entries(pictures).reduce(
    (drawn, [name, graph]) => withPicture(drawn, name, pictureOf(graph)),
    text,
  )
}

if (process.argv[2] === '--draw')
  for (const file of PICTURED) writeFileSync(join(root, file), redrawn(file))

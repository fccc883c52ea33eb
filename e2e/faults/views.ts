import { toPath, type ZnodePath } from '@/lib/znode/path'
import type { View } from './screen-check'
import type { Look } from './watcher'

/** The tree that writers change: ten directories, whose children come and go. */
export const ROOT = toPath('/chaos')
const DIRECTORIES = Array.from({ length: 10 }, (_, index) => toPath(`${ROOT}/d${index}`))
const [D0 = ROOT, D1 = ROOT, D2 = ROOT, D3 = ROOT] = DIRECTORIES

/** What always exists. */
export const PARENTS: readonly ZnodePath[] = [ROOT, ...DIRECTORIES]

/** What the five browsers look at. */
export const VIEWS: readonly View[] = [
  { path: ROOT, tab: 'value', open: [ROOT, D0, D1], timeline: true },
  { path: D1, tab: 'children', open: [ROOT], timeline: false },
  { path: toPath(`${D2}/n0`), tab: 'value', open: [ROOT, D2], timeline: false },
  { path: toPath(`${D3}/n1`), tab: 'stat', open: [ROOT, D3], timeline: false },
  { path: ROOT, tab: 'children', open: [ROOT, D0], timeline: false },
]

const STREAMS = 20

/** What the stream clients look at, each at something else. */
export const LOOKS: readonly Look[] = Array.from({ length: STREAMS }, (_, index) => {
  const directory = DIRECTORIES[index % 4] ?? ROOT
  return {
    open: index % 3 === 0 ? [ROOT, directory] : [ROOT],
    children: index % 4 === 1 ? [directory] : [],
    znodes: [index % 2 === 0 ? toPath(`${directory}/n${index % 8}`) : directory],
    timeline: [ROOT, null, directory, null, directory][index % 5] ?? null,
  }
})

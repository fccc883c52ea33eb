import { bare, json, type SeededZnode, text } from './seeded-znode'

/** How deep /deep goes. */
export const DEPTH = 60

/** Names ZooKeeper accepts and software trips over. */
export const ODD_NAMES = [
  '<img src=x onerror=alert(1)>',
  '"><svg onload=alert(1)>',
  '%2F',
  '%',
  '%00',
  '#hash',
  'what?',
  'a&b=c',
  'two words',
  ' leading and trailing ',
  'back\\slash',
  "it's quoted",
  '`backticks` $(command) {{mustache}}',
  '...',
  '.hidden',
  '-rf',
  '__proto__',
  'constructor',
  'null',
  'ünïcödé',
  'مرحبا بالعالم',
  'שלום',
  '队列',
  'safe\u202etxt.exe',
  'zero\u200bwidth',
  'x'.repeat(200),
] as const

/** Odd names, and one path with sixty levels. */
export function oddNames(): SeededZnode[] {
  return [
    ...ODD_NAMES.map((name) => text(`/odd/${name}`, `The name is ${JSON.stringify(name)}.\n`)),
    text('/odd/__proto__/polluted', 'no'),
    text('/odd/队列/任务-0000000001', '待处理'),
    bare('/odd/%2F/child of a percent sign'),
    json(deepPath(), { you: 'found the bottom', level: DEPTH }),
  ]
}

/** `/deep/level-02/…/level-60`. */
export function deepPath(): string {
  const below = Array.from(
    { length: DEPTH - 1 },
    (_, at) => `level-${String(at + 2).padStart(2, '0')}`,
  )
  return `/deep/${below.join('/')}`
}

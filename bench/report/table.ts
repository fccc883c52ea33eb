import { type Goal, type Row, reaches, type Unit } from './row'
import { median, spread } from './statistics'

export type Part = { readonly section: string; readonly rows: readonly Row[] }

const HEAD = ['Measured', 'Who', 'Quantity', 'Median', 'Spread', 'Goal', 'Reached', 'Note']
/** Columns of figures. */
const RIGHT = new Set([3, 4, 5])

/** All sections as one Markdown table, its columns aligned for a terminal too. */
export function renderTable(parts: readonly Part[]): string {
  const lines = parts.flatMap(({ section, rows }) => [
    [`**${section}**`, ...HEAD.slice(1).map(() => '')],
    ...rows.map(cells),
  ])
  const widths = HEAD.map((head, column) =>
    Math.max(head.length, ...lines.map((line) => line[column]?.length ?? 0)),
  )
  const rule = widths.map((width, column) =>
    RIGHT.has(column) ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width),
  )
  return [HEAD, rule, ...lines].map((line) => `| ${align(line, widths).join(' | ')} |`).join('\n')
}

function align(line: readonly string[], widths: readonly number[]): string[] {
  return line.map((cell, column) => {
    const width = widths[column] ?? 0
    return RIGHT.has(column) ? cell.padStart(width) : cell.padEnd(width)
  })
}

function cells({ measured, who, quantity, unit, samples, goal, note = '' }: Row): string[] {
  if (samples.length === 0) return [measured, who, quantity, '', '', goalText(goal, unit), '', note]
  const { least, most } = spread(samples)
  const between = samples.length === 1 ? '' : `${figure(least, unit)}–${figure(most, unit)}`
  const reached = reaches(median(samples), goal)
  const verdict = reached === undefined ? '' : reached ? 'yes' : '**no**'
  const middle = withUnit(median(samples), unit)
  return [measured, who, quantity, middle, between, goalText(goal, unit), verdict, note]
}

function goalText(goal: Goal | undefined, unit: Unit): string {
  if (!goal) return ''
  return 'atMost' in goal ? `≤ ${withUnit(goal.atMost, unit)}` : `≥ ${withUnit(goal.atLeast, unit)}`
}

function withUnit(value: number, unit: Unit): string {
  return `${figure(value, unit)} ${unit}`.trimEnd()
}

/** Three figures are all a measurement here can carry. */
function figure(value: number, unit: Unit): string {
  if (unit === '×') return value.toFixed(2)
  const size = Math.abs(value)
  const digits = Number.isInteger(value) || size >= 100 ? 0 : size >= 10 ? 1 : 2
  return value.toLocaleString('en', {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  })
}

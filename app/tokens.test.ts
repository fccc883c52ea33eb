import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

type Theme = 'light' | 'dark'

const css = readFileSync(new URL('./globals.css', import.meta.url), 'utf8')
const PAIR = /--([a-z-]+): light-dark\(oklch\(([\d. ]+)\), oklch\(([\d. ]+)\)\)/g
const tokens = new Map(
  [...css.matchAll(PAIR)].map(([, name, light, dark]) => [name, { light, dark }]),
)

/** Relative luminance (WCAG 2) of an OKLCH colour, by way of OKLab and linear sRGB. */
function luminance(lch: string): number {
  const [lightness = 0, chroma = 0, hue = 0] = lch.split(' ').map(Number)
  const a = chroma * Math.cos((hue * Math.PI) / 180)
  const b = chroma * Math.sin((hue * Math.PI) / 180)
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
  const red = 4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s
  const green = -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s
  const blue = -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s
  const clamp = (value: number) => Math.min(1, Math.max(0, value))
  return 0.2126 * clamp(red) + 0.7152 * clamp(green) + 0.0722 * clamp(blue)
}

function contrast(theme: Theme, front: string, back: string): number {
  const of = (name: string) => {
    const token = tokens.get(name)?.[theme]
    if (!token) throw new Error(`no token --${name}`)
    return luminance(token)
  }
  const [light = 0, dark = 0] = [of(front), of(back)].sort((x, y) => y - x)
  return (light + 0.05) / (dark + 0.05)
}

const SURFACES = ['bg', 'panel', 'raise', 'accent-bg', 'new-bg', 'chg-bg', 'del-bg']
const TEXTS = ['text', 'dim', 'faint']
const CODE = ['key', 'str', 'num']
const IN_A_VALUE = [...SURFACES, 'selection']

describe.each<Theme>(['light', 'dark'])('%s', (theme) => {
  test.each(TEXTS)('%s is readable on every surface', (text) => {
    for (const surface of SURFACES)
      expect(contrast(theme, text, surface), `${text} on ${surface}`).toBeGreaterThanOrEqual(4.5)
  })

  test.each(['accent', 'new', 'chg', 'del'])('%s is readable on every plain surface', (text) => {
    for (const surface of ['bg', 'panel', 'raise', 'accent-bg', `${text}-bg`])
      expect(contrast(theme, text, surface), `${text} on ${surface}`).toBeGreaterThanOrEqual(4.5)
  })

  test.each(CODE)('%s is readable in a value', (text) => {
    for (const surface of IN_A_VALUE)
      expect(contrast(theme, text, surface), `${text} on ${surface}`).toBeGreaterThanOrEqual(4.5)
  })

  test.each(['text', 'dim', 'faint', 'del'])('%s is readable where it is selected', (text) => {
    expect(contrast(theme, text, 'selection')).toBeGreaterThanOrEqual(4.5)
  })

  test('a selection is told from what is around it', () => {
    expect(contrast(theme, 'selection', 'panel')).toBeGreaterThanOrEqual(1.2)
  })

  test('the primary button is readable', () => {
    expect(contrast(theme, 'on-accent', 'accent')).toBeGreaterThanOrEqual(4.5)
  })

  test.each(['accent', 'edge'])('%s stands out as a ring or border', (ring) => {
    for (const surface of ['bg', 'panel', 'raise'])
      expect(contrast(theme, ring, surface), `${ring} on ${surface}`).toBeGreaterThanOrEqual(3)
  })
})

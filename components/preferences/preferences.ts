export const THEMES = ['system', 'light', 'dark'] as const

export type Theme = (typeof THEMES)[number]

/** Sizes of the panes in px. */
export type PaneLayout = {
  readonly tree: number
  readonly timeline: number
  readonly isTimelineOpen: boolean
}

export const THEME_COOKIE = 'vivarium-theme'
export const PANES_COOKIE = 'vivarium-panes'

export const PANE_LIMITS = {
  tree: { min: 200, max: 640 },
  timeline: { min: 220, max: 640 },
} as const

export function parseTheme(cookie: string | undefined): Theme {
  return THEMES.find((theme) => theme === cookie) ?? 'system'
}

/** The layout a cookie remembers as `<tree>.<timeline>.<0|1>`; what is missing or absurd falls back. */
export function parsePanes(cookie: string | undefined): PaneLayout {
  const [tree, timeline, open] = (cookie ?? '').split('.')
  return {
    tree: within(tree, PANE_LIMITS.tree, 312),
    timeline: within(timeline, PANE_LIMITS.timeline, 336),
    isTimelineOpen: open !== '0',
  }
}

export function formatPanes({ tree, timeline, isTimelineOpen }: PaneLayout): string {
  return `${tree}.${timeline}.${isTimelineOpen ? 1 : 0}`
}

function within(text: string | undefined, limits: { min: number; max: number }, otherwise: number) {
  const value = text === undefined || !/^\d+$/.test(text) ? otherwise : Number(text)
  return Math.min(limits.max, Math.max(limits.min, value))
}

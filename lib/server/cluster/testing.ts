import type { HistoryScope } from './config'

export const NOTHING_RECORDED: HistoryScope = {
  include: [],
  exclude: [],
  redact: [],
  maxValueBytes: 0,
  baseline: false,
}

import type { Payload } from '@/lib/payload/detect'

export type ValueView = 'text' | 'pretty' | 'hex'

/**
 * The ways to look at a value, the best first. JSON on one line reads better pretty; JSON that
 * somebody laid out is shown as they did.
 */
export function viewsOf({ text, format }: Payload): ValueView[] {
  if (text === undefined) return ['hex']
  if (format !== 'json') return ['text', 'hex']
  return text.trim().includes('\n') ? ['text', 'pretty', 'hex'] : ['pretty', 'text', 'hex']
}

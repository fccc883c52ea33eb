import { visibleText } from '@/lib/znode/visible-text'

/** What the browser's tab says, the nearest first: its end is what a narrow tab cuts. */
export function PageTitle({ parts }: { parts: readonly string[] }) {
  return <title>{visibleText(parts.join(' · '))}</title>
}

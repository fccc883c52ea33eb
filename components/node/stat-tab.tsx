'use client'

import { Ago } from '@/components/format/ago'
import { useWords } from '@/components/format/use-words'
import { ScrollRegion } from '@/components/ui/scroll-region'
import { useTranslations } from '@/lib/messages/use-translations'
import type { ZnodePath } from '@/lib/znode/path'
import { isEphemeral, STAT_FIELDS, type Stat } from '@/lib/znode/stat'
import { toDecimal } from '@/lib/znode/zxid'

/** Every field of the stat with what it means. */
export function StatTab({ path, stat }: { path: ZnodePath; stat: Stat }) {
  const t = useTranslations('node.stat')
  return (
    <ScrollRegion label={t('label', { path })} className="min-h-0 flex-1 overflow-auto bg-panel">
      <table aria-label={t('label', { path })} className="w-full border-collapse text-left">
        <thead className="max-sm:sr-only">
          <tr className="h-8 border-b border-line text-[11.5px] text-faint">
            <th scope="col" className="px-4 font-medium">
              {t('field')}
            </th>
            <th scope="col" className="px-4 font-medium">
              {t('value')}
            </th>
            <th scope="col" className="px-4 font-medium">
              {t('meaning')}
            </th>
          </tr>
        </thead>
        <tbody>
          {STAT_FIELDS.map((field) => (
            <tr
              key={field}
              className="border-b border-line align-top @max-lg:flex @max-lg:flex-wrap @max-lg:py-1.5"
            >
              <th
                scope="row"
                className="px-4 py-1.5 font-mono text-value font-normal text-key @max-lg:w-36 @max-lg:py-0"
              >
                {field}
              </th>
              <td className="px-4 py-1.5 whitespace-nowrap tabular-nums @max-lg:flex-1 @max-lg:px-0 @max-lg:py-0">
                <FieldValue field={field} stat={stat} />
              </td>
              <td className="w-full px-4 py-1.5 text-dim @max-lg:py-0">{t(`about.${field}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  )
}

function FieldValue({ field, stat }: { field: (typeof STAT_FIELDS)[number]; stat: Stat }) {
  const t = useTranslations('node.stat')
  const common = useTranslations('common')
  const words = useWords()
  const more = (text: string) => <span className="block text-meta text-faint">{text}</span>
  switch (field) {
    case 'ctime':
    case 'mtime':
      if (stat[field] === 0) return common('never')
      return (
        <>
          <Ago at={stat[field]} />
          {more(words.time(stat[field]))}
        </>
      )
    case 'czxid':
    case 'mzxid':
    case 'pzxid':
      return <span className="font-mono text-value">{stat[field]}</span>
    case 'ephemeralOwner':
      return (
        <>
          <span className="font-mono text-value">{stat.ephemeralOwner}</span>
          {more(
            isEphemeral(stat)
              ? t('decimal', { value: toDecimal(stat.ephemeralOwner) })
              : t('noOwner'),
          )}
        </>
      )
    case 'dataLength':
      return words.bytes(stat.dataLength)
    default:
      return words.number(stat[field])
  }
}

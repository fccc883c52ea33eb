import type { Messages } from './messages'

export const LOCALES = ['en', 'zh-CN'] as const

export type Locale = (typeof LOCALES)[number]

export const LOCALE_COOKIE = 'vivarium-locale'

/** The locale a cookie names, else the first one the browser accepts, else English. */
export function chooseLocale(cookie: string | undefined, accepted: string | null): Locale {
  const wanted = [cookie, ...(accepted ?? '').split(',').map((part) => part.split(';')[0]?.trim())]
  for (const tag of wanted) {
    if (!tag) continue
    if (tag === 'zh' || tag.startsWith('zh-')) return 'zh-CN'
    if (tag === 'en' || tag.startsWith('en-')) return 'en'
  }
  return 'en'
}

/**
 * The words of `locale`, compiled so that the page needs no ICU parser. Parser and words are loaded
 * only when somebody switches to that language.
 */
export async function loadMessages(locale: Locale): Promise<Messages> {
  const [{ compileMessages }, { default: messages }] = await Promise.all([
    import('./compile'),
    locale === 'zh-CN' ? import('./zh-CN.json') : import('./en.json'),
  ])
  return compileMessages(messages)
}

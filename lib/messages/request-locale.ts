import { cookies, headers } from 'next/headers'
import { chooseLocale, LOCALE_COOKIE, type Locale } from './locale'

/** The language of whoever asks for the page. */
export async function requestLocale(): Promise<Locale> {
  const [jar, asked] = await Promise.all([cookies(), headers()])
  return chooseLocale(jar.get(LOCALE_COOKIE)?.value, asked.get('accept-language'))
}

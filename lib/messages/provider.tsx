'use client'

import { createContext, type ReactNode, use, useCallback, useState } from 'react'
import { IntlProvider } from 'use-intl'
import { LOCALE_COOKIE, type Locale, loadMessages } from './locale'
import type { Messages } from './messages'

const SetLocale = createContext<(locale: Locale) => Promise<void>>(() => Promise.resolve())

const ONE_YEAR = 31_536_000
/** Of whoever renders: the library guesses the same, and complains. */
const TIME_ZONE = new Intl.DateTimeFormat().resolvedOptions().timeZone

/** Gives the words to everything below; the first language comes with the page. */
export function MessagesProvider(props: {
  locale: Locale
  messages: Messages
  children: ReactNode
}) {
  const [spoken, setSpoken] = useState({ locale: props.locale, messages: props.messages })
  const setLocale = useCallback(async (locale: Locale) => {
    const messages = await loadMessages(locale)
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in Firefox
    document.cookie = `${LOCALE_COOKIE}=${locale}; path=/; max-age=${ONE_YEAR}; samesite=lax`
    document.documentElement.lang = locale
    setSpoken({ locale, messages })
  }, [])
  return (
    <SetLocale value={setLocale}>
      <IntlProvider locale={spoken.locale} messages={spoken.messages} timeZone={TIME_ZONE}>
        {props.children}
      </IntlProvider>
    </SetLocale>
  )
}

/** Switches the language without a reload. */
export function useSetLocale() {
  return use(SetLocale)
}

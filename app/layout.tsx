import type { Metadata, Viewport } from 'next'
import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import { parseTheme, THEME_COOKIE } from '@/components/preferences/preferences'
import { loadMessages } from '@/lib/messages/locale'
import { MessagesProvider } from '@/lib/messages/provider'
import { requestLocale } from '@/lib/messages/request-locale'
import './globals.css'

/** The files of `public`, each at an address of its own. */
export const metadata: Metadata = {
  robots: 'noindex',
  manifest: '/manifest.webmanifest',
  icons: {
    icon: [
      { url: '/favicon.ico', sizes: '16x16 32x32 48x48' },
      { url: '/icon.svg', type: 'image/svg+xml', sizes: 'any' },
    ],
    apple: { url: '/apple-touch-icon.png', sizes: '180x180' },
  },
}

export const viewport: Viewport = { width: 'device-width', initialScale: 1 }

export default async function Layout({ children }: { children: ReactNode }) {
  const [jar, locale] = await Promise.all([cookies(), requestLocale()])
  return (
    <html
      lang={locale}
      data-theme={parseTheme(jar.get(THEME_COOKIE)?.value)}
      suppressHydrationWarning
    >
      <body>
        <MessagesProvider locale={locale} messages={await loadMessages(locale)}>
          {children}
        </MessagesProvider>
      </body>
    </html>
  )
}

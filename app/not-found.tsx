import { PageNotFound } from '@/components/pages/page-not-found'
import { loadMessages } from '@/lib/messages/locale'
import { requestLocale } from '@/lib/messages/request-locale'

/** Said by the server alone: a script of it would be a part of what every page loads first. */
export default async function NotFound() {
  const messages = await loadMessages(await requestLocale())
  const words = messages.shell.notFound
  return <PageNotFound words={words} />
}

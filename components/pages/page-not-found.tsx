import { buttonStyle } from '@/components/ui/button'
import type { Messages } from '@/lib/messages/messages'
import { PlainPage } from './plain-page'

export function PageNotFound({ words }: { words: Messages['shell']['notFound'] }) {
  return (
    <PlainPage title={words.title}>
      <p>{words.what}</p>
      <a href="/" className={buttonStyle({ className: 'self-start' })}>
        {words.home}
      </a>
    </PlainPage>
  )
}

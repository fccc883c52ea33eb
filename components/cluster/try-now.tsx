'use client'

import { RefreshCw } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { useLiveStore } from '@/lib/client/live/use-live'
import { useTranslations } from '@/lib/messages/use-translations'

/** Ends the pause before the next attempt. */
export function TryNow({ size }: { size?: 'small' }) {
  const t = useTranslations('shell.about')
  const store = useLiveStore()
  const [isTrying, setTrying] = useState(false)
  const tryNow = async () => {
    setTrying(true)
    await store.tryNow()
    setTrying(false)
  }
  return (
    <Button size={size} blocked={isTrying ? t('trying') : undefined} onClick={() => void tryNow()}>
      <RefreshCw aria-hidden className={`size-3.5 ${isTrying ? 'animate-spin' : ''}`} />
      {t('tryNow')}
    </Button>
  )
}

'use client'

import type { ReactNode, RefObject } from 'react'
import { Button } from '@/components/ui/button'
import type { Standing } from '@/lib/client/writes/use-write'
import { useTranslations } from '@/lib/messages/use-translations'

/** What a dialog that writes ends with. `blocked`: why it cannot be sent; `away` takes the focus. */
export function WriteButtons(props: {
  standing: Standing
  onClose: () => void
  away?: RefObject<HTMLButtonElement | null>
  variant: 'primary' | 'danger'
  blocked: string | undefined
  children: ReactNode
}) {
  const common = useTranslations('common')
  return (
    <div className="mt-2 flex flex-wrap justify-end gap-2">
      <Button ref={props.away} onClick={props.onClose}>
        {common(props.standing.at === 'doubt' ? 'close' : 'cancel')}
      </Button>
      <Button variant={props.variant} type="submit" blocked={props.blocked}>
        {props.children}
      </Button>
    </div>
  )
}

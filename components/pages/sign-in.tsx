'use client'

import { useEffect, useState } from 'react'
import { Button } from '@/components/ui/button'
import { ApiError, basePath, request } from '@/lib/client/transport/request'
import { useTranslations } from '@/lib/messages/use-translations'
import type { ZnodeErrorCode } from '@/lib/znode/znode-error'
import { PlainPage } from './plain-page'

/**
 * Signs in by the token behind the # of the address, which no server and no proxy sees before the
 * button is pressed: whoever only looks at the link, as the previews of chats do, spends nothing.
 */
export function SignIn() {
  const t = useTranslations('shell.signIn')
  const problems = useTranslations('problem')
  const [isReady, setReady] = useState(false)
  const [refused, setRefused] = useState<ZnodeErrorCode>()
  useEffect(() => setReady(true), [])
  const signIn = async () => {
    setReady(false)
    const code = await redeem(location.hash.slice(1))
    if (code === undefined) return location.replace(`${basePath()}/`)
    setRefused(code)
    setReady(true)
  }
  return (
    <PlainPage title={t('title')}>
      {refused ? (
        <p role="alert" className="rounded-md bg-chg-bg px-3 py-2 text-text">
          {refused === 'forbidden' ? t('refused') : problems(refused)}
        </p>
      ) : null}
      <p>{refused === 'forbidden' ? t('how') : t('ready')}</p>
      <Button variant="primary" className="self-start" disabled={!isReady} onClick={signIn}>
        {t('button')}
      </Button>
    </PlainPage>
  )
}

/** Why the server did not sign in; undefined when it did. */
async function redeem(token: string): Promise<ZnodeErrorCode | undefined> {
  try {
    await request('beginSession', { body: { token } })
    return undefined
  } catch (error) {
    if (error instanceof ApiError) return error.problem.code
    throw error
  }
}

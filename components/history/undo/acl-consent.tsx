'use client'

import { useId, useState } from 'react'
import { useWords } from '@/components/format/use-words'
import { Banner } from '@/components/ui/banner'
import { Checkbox } from '@/components/ui/form/checkbox'
import { TextField } from '@/components/ui/form/text-field'
import type { Change } from '@/lib/api/history'
import { useTranslations } from '@/lib/messages/use-translations'
import { isFinalAcl } from '@/lib/znode/acl'
import { nameOf, ROOT } from '@/lib/znode/path'
import { visibleText } from '@/lib/znode/visible-text'
import type { AclUndo } from './use-acl-undo'

/** What somebody has to agree to before another ACL is put back. It holds for the ACL they saw. */
export function useAclConsent(plan: AclUndo | undefined, change: Pick<Change, 'aversion'>) {
  const t = useTranslations('undo.acl')
  const [accepted, setAccepted] = useState<number>()
  const [typed, setTyped] = useState('')
  const isOpen = plan !== undefined && plan.blocked === null
  const isLater = isOpen && plan.now.aversion !== change.aversion
  // Where nobody knows, it has to be agreed to of the root, and of what nobody could change again.
  const mayLockOut = plan?.path === ROOT || isFinalAcl(plan?.next ?? [])
  const locksOut = isOpen && (plan.loses?.includes('admin') ?? mayLockOut)
  const isAccepted = accepted === plan?.now.aversion
  const name = plan ? nameOf(plan.path) || plan.path : ''
  const missing =
    isLater && !isAccepted
      ? t('acceptFirst')
      : locksOut && typed !== name && typed !== visibleText(name)
        ? t('typeFirst', { name })
        : undefined
  return {
    before: change.aversion,
    isLater,
    locksOut,
    isAccepted,
    setAccepted: (is: boolean) => setAccepted(is ? plan?.now.aversion : undefined),
    name,
    typed,
    setTyped,
    missing,
    isDangerous: isOpen && plan.loses !== null && plan.loses.length > 0,
  }
}

type Consent = ReturnType<typeof useAclConsent>

/** What comes with it: later changes, other passwords, rights of Vivarium’s own. */
export function AclConsent({ plan, consent }: { plan: AclUndo | undefined; consent: Consent }) {
  const t = useTranslations('undo.acl')
  const permission = useTranslations('node.acl.perm')
  const words = useWords()
  const box = useId()
  if (!plan || plan.blocked !== null) return null
  const { now, passwords, loses } = plan
  const rights = words.list((loses ?? []).map((each) => permission(each)))
  return (
    <>
      {consent.isLater ? (
        <Banner tone="warning">
          <p>{t('later', { before: consent.before ?? 'none', now: now.aversion })}</p>
          <label htmlFor={box} className="mt-1 flex items-center gap-2">
            <Checkbox
              id={box}
              checked={consent.isAccepted}
              onChange={(event) => consent.setAccepted(event.target.checked)}
            />
            {t('accept')}
          </label>
        </Banner>
      ) : null}
      {passwords.length > 0 ? (
        <Banner tone="warning">{t('passwords', { users: words.list(passwords) })}</Banner>
      ) : null}
      {loses === null ? <Banner tone="warning">{t('rightsUnknown')}</Banner> : null}
      {rights ? (
        <Banner tone="danger">
          {t('loses', { rights })} {loses?.includes('admin') ? t('locksOut') : null}
        </Banner>
      ) : null}
      {consent.locksOut ? (
        <TextField
          label={t('typeFirst', { name: consent.name })}
          value={consent.typed}
          onChange={(event) => consent.setTyped(event.target.value)}
        />
      ) : null}
    </>
  )
}

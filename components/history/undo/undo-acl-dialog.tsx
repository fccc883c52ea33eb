'use client'

import type { FormEvent } from 'react'
import { AclChanges } from '@/components/acl/acl-changes'
import { useWriteBlock } from '@/components/cluster/use-write-block'
import { useProblemWords } from '@/components/format/use-problem-words'
import { sayNotice } from '@/components/notice/notice'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { Form } from '@/components/ui/form/form'
import { Dialog } from '@/components/ui/overlay/dialog'
import { ScrollRegion } from '@/components/ui/scroll-region'
import { Skeleton } from '@/components/ui/skeleton'
import { useFocusOnMount } from '@/components/ui/use-focus-on-mount'
import { ReasonField } from '@/components/write/reason-field'
import { useBusy } from '@/components/write/use-busy'
import { useReason } from '@/components/write/use-reason'
import { WriteButtons } from '@/components/write/write-buttons'
import { WriteNews } from '@/components/write/write-status'
import type { Change } from '@/lib/api/history'
import { useLiveStore } from '@/lib/client/live/use-live'
import { undoAcl } from '@/lib/client/writes/undo-acl'
import { useAttempt } from '@/lib/client/writes/use-write'
import { useTranslations } from '@/lib/messages/use-translations'
import { nameOf } from '@/lib/znode/path'
import { AclConsent, useAclConsent } from './acl-consent'
import { type AclUndo, useAclUndo } from './use-acl-undo'

/** Asks before the ACL from before a change is put back, with what that does to the one of now. */
export function UndoAclDialog(props: { change: Change; reason: string; onClose: () => void }) {
  const t = useTranslations('undo.acl')
  const common = useTranslations('common')
  const store = useLiveStore()
  const { change, onClose } = props
  const { path, id: undoes } = change
  const { plan, problem, reload } = useAclUndo(store.cluster, change)
  const { standing, send } = useAttempt(store.cluster, () => {
    onClose()
    sayNotice(t('done', { name: nameOf(path) || path, version: (plan?.now.aversion ?? 0) + 1 }))
  })
  const why = useReason(props.reason)
  const consent = useAclConsent(plan, change)
  const busy = useBusy(standing, t('sending'))
  const writing = useWriteBlock(path)
  const whyNot = useWhyNot({ plan, hasFailed: problem !== undefined })
  const blocked = busy ?? writing ?? whyNot ?? consent.missing ?? why.missing
  const cancel = useFocusOnMount<HTMLButtonElement>()
  const confirm = async (event: FormEvent) => {
    event.preventDefault()
    if (!plan || blocked !== undefined) return
    const { aversion, czxid } = plan.now
    const [{ reason }, { locksOut }] = [why, consent]
    await send(path, (attempt) =>
      undoAcl(store, path, { undoes, aversion, czxid, locksOut, reason, attempt }),
    )
    reload()
  }
  return (
    <Dialog title={t('title', { path })} closeLabel={common('close')} onClose={onClose} wide>
      <Form onSubmit={(event) => void confirm(event)} className="flex flex-col gap-2">
        <p className="text-dim">{t('what')}</p>
        {problem ? <Failed problem={problem} onRetry={reload} /> : <Compared plan={plan} />}
        <AclConsent plan={plan} consent={consent} />
        <WriteNews standing={standing} />
        <ReasonField why={why} />
        <WriteButtons
          {...{ standing, onClose, blocked }}
          away={cancel}
          variant={consent.isDangerous ? 'danger' : 'primary'}
        >
          {busy ?? t('submit')}
        </WriteButtons>
      </Form>
    </Dialog>
  )
}

/** Why there is nothing to be sent, whatever the person says. */
function useWhyNot({ plan, hasFailed }: { plan: AclUndo | undefined; hasFailed: boolean }) {
  const t = useTranslations('undo.acl')
  const common = useTranslations('common')
  if (hasFailed) return t('failed')
  if (!plan) return common('loading')
  return plan.blocked ? t(`blocked.${plan.blocked}`) : undefined
}

type Failure = NonNullable<ReturnType<typeof useAclUndo>['problem']>

function Failed({ problem, onRetry }: { problem: Failure; onRetry: () => void }) {
  const common = useTranslations('common')
  const wordsOf = useProblemWords()
  return (
    <Banner
      tone="danger"
      role="alert"
      actions={<Button onClick={onRetry}>{common('retry')}</Button>}
    >
      {wordsOf(problem, 'reading')}
    </Banner>
  )
}

/** The ACL of now and the one that comes, in one table. */
function Compared({ plan }: { plan: AclUndo | undefined }) {
  const t = useTranslations('undo.acl')
  const common = useTranslations('common')
  if (!plan) return <Skeleton label={common('loading')} rows={3} />
  const { now, next, blocked } = plan
  return (
    <>
      {blocked ? (
        <Banner tone={blocked === 'same' ? 'info' : 'danger'}>{t(`blocked.${blocked}`)}</Banner>
      ) : null}
      <ScrollRegion
        label={t('label')}
        className="-mx-4 max-h-72 overflow-auto border-y border-line bg-panel"
      >
        <AclChanges before={now.acl} after={next} label={t('label')} />
      </ScrollRegion>
    </>
  )
}

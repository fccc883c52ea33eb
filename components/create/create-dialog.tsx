'use client'

import { type FormEvent, useState } from 'react'
import { useCluster } from '@/components/cluster/cluster-context'
import { useFindingWords } from '@/components/editor/check/use-finding-words'
import { SizeMeter } from '@/components/editor/edit-bar'
import { useErrors } from '@/components/editor/use-errors'
import { VisibleText } from '@/components/format/visible-text'
import { openPlace } from '@/components/navigation/use-place'
import { Form } from '@/components/ui/form/form'
import { TextArea, TextField } from '@/components/ui/form/text-field'
import { Dialog } from '@/components/ui/overlay/dialog'
import { useFocusOnMount } from '@/components/ui/use-focus-on-mount'
import { ReasonField } from '@/components/write/reason-field'
import { useBusy } from '@/components/write/use-busy'
import { useReason } from '@/components/write/use-reason'
import { WriteButtons } from '@/components/write/write-buttons'
import { WriteNews } from '@/components/write/write-status'
import { useChildren, useLiveStore } from '@/lib/client/live/use-live'
import { useAttempt } from '@/lib/client/writes/use-write'
import { createZnode } from '@/lib/client/writes/writes'
import { useTranslations } from '@/lib/messages/use-translations'
import { encodeText } from '@/lib/payload/charset/utf8'
import { judgeSize, utf8Length } from '@/lib/payload/size'
import { formatOfName } from '@/lib/payload/text-format'
import { childOf, type ZnodePath } from '@/lib/znode/path'
import { nameProblem } from './name-problem'

/** Creates a persistent child. `asked`: the name that somebody looked for. */
export function CreateDialog(props: { parent: ZnodePath; asked?: string; onClose: () => void }) {
  const { parent, asked = '', onClose } = props
  const t = useTranslations('node.createDialog')
  const common = useTranslations('common')
  const store = useLiveStore()
  const { maxValueBytes } = useCluster()
  const { names } = useChildren(parent)
  const [name, setName] = useState(asked)
  const [value, setValue] = useState('')
  const why = useReason()
  const field = useFocusOnMount<HTMLInputElement>()
  const said = useNameProblem(parent, name, names)
  const path = childOf(parent, name)
  const { standing, send } = useAttempt(store.cluster, (made) => {
    onClose()
    openPlace(made)
  })
  const busy = useBusy(standing, t('creating'))
  const isTooLarge = judgeSize(utf8Length(value), maxValueBytes) === 'over'
  const { wrong, isChecking } = useWrongValue(name, value)
  const blocked =
    said ??
    (isTooLarge ? t('tooLarge') : busy) ??
    (isChecking ? t('checking') : wrong) ??
    why.missing
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (blocked !== undefined) return
    const creation = { data: encodeText(value), reason: why.reason }
    await send(path, (attempt) => createZnode(store, path, { ...creation, attempt }))
  }
  return (
    <Dialog title={t('title', { path: parent })} closeLabel={common('close')} onClose={onClose}>
      <Form onSubmit={(event) => void submit(event)} className="flex flex-col gap-2">
        <TextField
          label={t('name')}
          value={name}
          ref={field}
          problem={name === '' ? undefined : said}
          hint={t('mode')}
          onChange={(event) => setName(event.target.value)}
        />
        <TextArea
          label={t('value')}
          value={value}
          problem={wrong}
          hint={
            <span className="flex flex-wrap justify-between gap-2">
              {t('valueHint')} <SizeMeter bytes={utf8Length(value)} isPacked={false} />
            </span>
          }
          onChange={(event) => setValue(event.target.value)}
        />
        <ReasonField why={why} />
        <p className="text-meta text-faint">
          {t('full')}{' '}
          <code className="text-value whitespace-pre-wrap text-text [overflow-wrap:anywhere]">
            <VisibleText text={path} />
          </code>
        </p>
        <WriteNews standing={standing} />
        <WriteButtons {...{ standing, onClose, blocked }} variant="primary">
          {busy ?? t('submit')}
        </WriteButtons>
      </Form>
    </Dialog>
  )
}

/** What keeps a first value from being what its znode's name promises. */
function useWrongValue(name: string, value: string) {
  const t = useTranslations('node.createDialog')
  const edit = useTranslations('edit')
  const words = useFindingWords()
  const errors = useErrors(value === '' ? 'text' : (formatOfName(name) ?? 'text'), value)
  const [error] = errors ?? []
  const place = error && edit('place', { line: error.line, column: error.column })
  const wrong = error && t('wrongValue', { problem: `${place} ${words(error)}` })
  return { wrong, isChecking: errors === undefined }
}

function useNameProblem(parent: ZnodePath, name: string, siblings: readonly string[]) {
  const t = useTranslations('node.nameProblem')
  const problem = nameProblem(parent, name, siblings)
  if (!problem) return undefined
  return problem.kind === 'refused'
    ? t('refused', { character: problem.character })
    : t(problem.kind)
}

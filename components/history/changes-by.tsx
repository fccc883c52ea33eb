'use client'

import { ChangeList, type ChangeListProps } from '@/components/history/changes/change-list'
import { BY, type By } from '@/components/navigation/history-place'
import { Button } from '@/components/ui/button'
import { Segmented } from '@/components/ui/form/segmented'
import { useTranslations } from '@/lib/messages/use-translations'

/** Whose changes are listed; none is chosen while that is asked. */
export function ByChoice(props: { by: By | undefined; onBy: (by: By) => void }) {
  const t = useTranslations('history.by')
  return (
    <Segmented<By | ''>
      label={t('label')}
      value={props.by ?? ''}
      options={BY.map((value) => ({ value, label: t(value) }))}
      onChange={(value) => value !== '' && props.onBy(value)}
    />
  )
}

/** The changes that people made, or everybody's; where people made none, the way to all. */
export function ChangesBy({
  by,
  onBy,
  ...props
}: ChangeListProps & { by: By; onBy: (by: By) => void }) {
  const t = useTranslations('history')
  return (
    <ChangeList
      {...props}
      empty={
        by === 'people'
          ? {
              title: t('nothing.title'),
              what: t('nothing.ofPeople'),
              action: <Button onClick={() => onBy('everybody')}>{t('nothing.everybody')}</Button>,
            }
          : props.empty
      }
    />
  )
}

'use client'

import { lazyPart } from '@/components/loading/lazy-part'

export const ValueTools = lazyPart(() => import('./value-tools').then((code) => code.ValueTools), {
  place: 'line',
  waiting: () => <span className="h-6 w-32" />,
  early: true,
})

export const FileButtons = lazyPart(
  () => import('./file-buttons').then((code) => code.FileButtons),
  {
    place: 'line',
    early: true,
  },
)

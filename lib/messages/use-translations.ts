'use client'

import { useMemo } from 'react'
import { useTranslations as useRawTranslations } from 'use-intl'
import { visibleText } from '@/lib/znode/visible-text'

/**
 * The messages of a namespace. Texts that are put into a sentence are made visible first: a name
 * with hidden or direction-changing characters cannot make the sentence say something else.
 */
export const useTranslations: typeof useRawTranslations = (namespace) => {
  const translate = useRawTranslations(namespace)
  return useMemo(() => withVisibleValues(translate), [translate])
}

type Callable = (...given: never[]) => unknown

function withVisibleValues<T extends Callable>(translate: T): T {
  return new Proxy(translate, {
    apply: (target, self, [key, values, ...rest]) =>
      Reflect.apply(target, self, [key, visibleValues(values), ...rest]),
    get: (target, name) => {
      const member: unknown = Reflect.get(target, name)
      return name === 'rich' && isCallable(member) ? withVisibleValues(member) : member
    },
  })
}

function isCallable(member: unknown): member is Callable {
  return typeof member === 'function'
}

function visibleValues(values: unknown): unknown {
  if (typeof values !== 'object' || values === null) return values
  const entries = Object.entries(values).map(([name, value]) => [
    name,
    typeof value === 'string' ? visibleText(value) : value,
  ])
  return Object.fromEntries(entries)
}

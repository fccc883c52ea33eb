'use client'

import { useEffect, useRef } from 'react'
import { useTranslations } from 'use-intl'
import { PlaceLink } from '@/components/shell/place-link'
import { ancestry, nameOf, ROOT, type ZnodePath } from '@/lib/znode/path'

const CRUMB =
  'flex h-6 shrink-0 items-center rounded-sm px-1 whitespace-pre text-dim hover:bg-raise hover:text-text aria-[current]:text-text'

/** The path, each ancestor a link. A long one scrolls, its end in view. */
export function Breadcrumb({ path }: { path: ZnodePath }) {
  const t = useTranslations('node')
  const ref = useRef<HTMLElement>(null)
  const steps = ancestry(path)
  useEffect(() => {
    ref.current?.scrollTo({ left: ref.current.scrollWidth })
  }, [])
  return (
    <nav
      ref={ref}
      aria-label={t('crumbs')}
      className="min-w-0 overflow-x-auto [scrollbar-width:none]"
    >
      <ol className="flex items-center font-mono text-value">
        <li>
          <PlaceLink
            path={ROOT}
            aria-label={t('root')}
            aria-current={path === ROOT ? 'page' : undefined}
            className={`${CRUMB} min-w-6 justify-center`}
          >
            /
          </PlaceLink>
        </li>
        {steps.map((step, index) => (
          <li key={step} className="flex items-center">
            {index > 0 ? <span className="text-faint">/</span> : null}
            <PlaceLink
              path={step}
              aria-current={step === path ? 'page' : undefined}
              className={CRUMB}
            >
              <bdi>{nameOf(step)}</bdi>
            </PlaceLink>
          </li>
        ))}
      </ol>
    </nav>
  )
}

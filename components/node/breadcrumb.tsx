'use client'

import { VisibleText } from '@/components/format/visible-text'
import { PlaceLink } from '@/components/shell/place-link'
import { useTranslations } from '@/lib/messages/use-translations'
import { ancestry, nameOf, ROOT, type ZnodePath } from '@/lib/znode/path'

const CRUMB =
  'flex h-6 shrink-0 items-center rounded-sm px-1 whitespace-pre text-dim hover:bg-raise hover:text-text aria-[current]:text-text'

/** The path, each ancestor a link. A long one scrolls, its end in view: so the reversed row. */
export function Breadcrumb({ path }: { path: ZnodePath }) {
  const t = useTranslations('node')
  const steps = ancestry(path)
  return (
    <nav
      aria-label={t('crumbs')}
      className="flex min-w-0 flex-row-reverse overflow-x-auto [scrollbar-width:none]"
    >
      <ol className="mr-auto flex shrink-0 items-center font-mono text-value">
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
              <VisibleText text={nameOf(step)} />
            </PlaceLink>
          </li>
        ))}
      </ol>
    </nav>
  )
}

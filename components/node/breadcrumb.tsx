'use client'

import { Ellipsis, House } from 'lucide-react'
import type { ReactNode } from 'react'
import { VisibleText } from '@/components/format/visible-text'
import { PlaceLink } from '@/components/navigation/place-link'
import { openPlace } from '@/components/navigation/use-place'
import { Menu } from '@/components/ui/overlay/menu'
import { hintProps, tipProps } from '@/components/ui/tip'
import { useTranslations } from '@/lib/messages/use-translations'
import { ancestry, nameOf, ROOT, type ZnodePath } from '@/lib/znode/path'
import { visibleText } from '@/lib/znode/visible-text'
import { useFolded } from './use-folded'

const CRUMB =
  'flex h-6 items-center rounded-sm px-1 text-dim hover:bg-raise hover:text-text aria-[current]:text-text'

/** The width (px) of the button that stands for the steps that fold. */
const ELLIPSIS = 36

/**
 * The path, each ancestor a link, and at its end what may be done with it. Where it is too long, it
 * gives way in its middle.
 */
export function Breadcrumb({ path, children }: { path: ZnodePath; children: ReactNode }) {
  const t = useTranslations('node')
  const { row, folded } = useFolded(ELLIPSIS)
  const first = folded ?? 0
  const steps = ancestry(path)
  return (
    <nav
      ref={row}
      aria-label={t('crumbs')}
      className="flex min-w-0 flex-1 items-center gap-1 overflow-hidden"
    >
      <ol className="flex min-w-0 items-center font-mono text-value">
        <li data-fixed className="shrink-0">
          <PlaceLink
            path={ROOT}
            aria-label={t('root')}
            {...tipProps(t('root'))}
            aria-current={path === ROOT ? 'page' : undefined}
            className={`${CRUMB} w-6 justify-center`}
          >
            <House aria-hidden className="size-3.5" />
          </PlaceLink>
        </li>
        {first > 0 ? <Folded steps={steps.slice(0, first)} /> : null}
        {steps.slice(first).map((step) => (
          <li
            key={step}
            data-step
            className={`flex items-center ${folded === undefined ? 'shrink-0' : step === path ? 'min-w-12' : 'min-w-8 shrink-2'}`}
          >
            <span aria-hidden className="text-faint">
              /
            </span>
            <PlaceLink
              path={step}
              {...hintProps(visibleText(nameOf(step)), { ifCut: true })}
              aria-current={step === path ? 'page' : undefined}
              className={`${CRUMB} min-w-0`}
            >
              <span className="truncate whitespace-pre">
                <VisibleText text={nameOf(step)} cut />
              </span>
            </PlaceLink>
          </li>
        ))}
      </ol>
      <span data-fixed className="shrink-0">
        {children}
      </span>
    </nav>
  )
}

/** The first steps of a long path, in a menu. */
function Folded({ steps }: { steps: readonly ZnodePath[] }) {
  const t = useTranslations('node')
  return (
    <li className="flex shrink-0 items-center">
      <span aria-hidden className="text-faint">
        /
      </span>
      <Menu
        label={t('folded', { count: steps.length })}
        className={CRUMB}
        trigger={<Ellipsis aria-hidden className="size-4" />}
        sections={[
          {
            id: 'steps',
            items: steps.map((step) => ({
              id: step,
              label: visibleText(step),
              onSelect: () => openPlace(step),
            })),
          },
        ]}
      />
    </li>
  )
}

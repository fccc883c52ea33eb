'use client'

import { Search } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslations } from 'use-intl'
import { MOD } from '@/components/shell/mod-key'
import { useShortcut } from '@/components/shell/use-shortcut'
import { Kbd } from '@/components/ui/kbd'

const load = () => import('./palette')
const Palette = lazy(() => load().then(({ Palette }) => ({ default: Palette })))

/** The box that opens the palette. Its code is loaded when somebody reaches for it. */
export function PaletteButton() {
  const t = useTranslations('shell.palette')
  const [isOpen, setOpen] = useState(false)
  useShortcut('k', () => setOpen(true), { mod: true })
  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        aria-label={t('placeholder')}
        onPointerEnter={() => void load()}
        onFocus={() => void load()}
        onClick={() => setOpen(true)}
        className="mx-auto flex h-[30px] min-w-8 items-center gap-2 rounded-md border border-edge bg-bg px-2.5 text-faint hover:text-dim max-md:ml-auto max-md:mr-0 md:max-w-[460px] md:flex-1 pointer-coarse:h-10 pointer-coarse:min-w-10 pointer-coarse:justify-center"
      >
        <Search aria-hidden className="size-3.5 shrink-0" />
        <span className="hidden flex-1 truncate text-left md:block">{t('placeholder')}</span>
        <span className="hidden md:inline" suppressHydrationWarning>
          <Kbd>{MOD}K</Kbd>
        </span>
      </button>
      {isOpen ? (
        <Suspense fallback={null}>
          <Palette onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </>
  )
}

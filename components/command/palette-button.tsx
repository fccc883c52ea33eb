'use client'

import { Search } from 'lucide-react'
import { useState } from 'react'
import { useShortcuts } from '@/components/commands/use-shortcuts'
import { lazyPart } from '@/components/loading/lazy-part'
import { MOD } from '@/components/navigation/mod-key'
import { Kbd } from '@/components/ui/kbd'
import { Dialog } from '@/components/ui/overlay/dialog'
import { useFocusOnMount } from '@/components/ui/use-focus-on-mount'
import { useTranslations } from '@/lib/messages/use-translations'
import { PALETTE_INPUT } from './palette-input'

const Palette = lazyPart(() => import('./palette').then(({ Palette }) => Palette), {
  place: 'pane',
  waiting: (props) => <Waiting {...props} />,
  early: true,
})

/** The box that opens the palette. Its code is loaded when somebody reaches for it. */
export function PaletteButton() {
  const t = useTranslations('shell.palette')
  const common = useTranslations('common')
  const [isOpen, setOpen] = useState(false)
  const [text, setText] = useState('')
  const open = () => {
    setText('')
    setOpen(true)
  }
  useShortcuts(new Map([['k', open]]), { mod: true })
  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        aria-label={t('placeholder')}
        onPointerEnter={Palette.load}
        onFocus={Palette.load}
        onClick={open}
        className="mx-auto flex h-[30px] min-w-8 items-center gap-2 rounded-md border border-line bg-bg px-2.5 text-faint hover:text-dim max-md:ml-auto max-md:mr-0 md:max-w-[460px] md:flex-1 pointer-coarse:h-10 pointer-coarse:min-w-10 pointer-coarse:justify-center"
      >
        <Search aria-hidden className="size-3.5 shrink-0" />
        <span className="hidden flex-1 truncate text-left md:block">{t('placeholder')}</span>
        <span className="hidden md:inline" suppressHydrationWarning>
          <Kbd>{MOD}K</Kbd>
        </span>
      </button>
      {isOpen ? (
        <Dialog title={t('title')} closeLabel={common('close')} onClose={() => setOpen(false)} bare>
          <Palette text={text} onText={setText} onClose={() => setOpen(false)} />
        </Dialog>
      ) : null}
    </>
  )
}

/** Takes what is typed while the palette's code is still on its way. */
function Waiting(props: { text: string; onText: (text: string) => void }) {
  const t = useTranslations('shell.palette')
  const field = useFocusOnMount<HTMLInputElement>()
  return (
    <input
      ref={field}
      aria-label={t('placeholder')}
      placeholder={t('placeholder')}
      value={props.text}
      onChange={(event) => props.onText(event.target.value)}
      className={PALETTE_INPUT}
    />
  )
}

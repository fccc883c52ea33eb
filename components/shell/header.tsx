'use client'

import { PanelRightClose, PanelRightOpen } from 'lucide-react'
import { PaletteButton } from '@/components/command/palette-button'
import { Button } from '@/components/ui/button'
import { Logo } from '@/components/ui/logo'
import type { Cluster } from '@/lib/api/cluster'
import { useTranslations } from '@/lib/messages/use-translations'
import { ClusterSwitcher } from './cluster-switcher'
import { EnvironmentChip, EnvironmentStripe } from './environment'
import { SettingsMenus } from './settings-menus'
import { StatePill } from './state-pill'

export function Header(props: {
  clusters: readonly Cluster[]
  person: string
  /** Where there is a timeline to show and hide. */
  timeline?: { isOpen: boolean; onToggle: () => void }
}) {
  const t = useTranslations('shell')
  const common = useTranslations('common')
  return (
    <>
      <EnvironmentStripe />
      <header className="flex h-11 shrink-0 items-center gap-2.5 border-b border-line bg-panel px-3 pointer-coarse:h-14">
        <a
          href="#pane-node"
          className="absolute top-0 left-2 z-30 -translate-y-full rounded-md bg-panel px-3 py-1 focus:translate-y-2"
        >
          {t('skip')}
        </a>
        <Logo />
        <h1 className="font-semibold max-lg:sr-only">{common('product')}</h1>
        <ClusterSwitcher clusters={props.clusters} />
        <EnvironmentChip />
        <StatePill />
        <PaletteButton />
        {props.timeline ? <TimelineButton {...props.timeline} /> : null}
        <SettingsMenus person={props.person} />
      </header>
    </>
  )
}

function TimelineButton({ isOpen, onToggle }: { isOpen: boolean; onToggle: () => void }) {
  const t = useTranslations('shell.panes')
  const toggle = t(isOpen ? 'hideTimeline' : 'showTimeline')
  const Icon = isOpen ? PanelRightClose : PanelRightOpen
  return (
    <Button
      variant="quiet"
      size="icon"
      aria-label={toggle}
      tip={toggle}
      tipKey="t"
      aria-pressed={isOpen}
      className="max-md:hidden"
      onClick={onToggle}
    >
      <Icon aria-hidden className="size-4" />
    </Button>
  )
}

'use client'

import { CalendarClock, ChevronDown } from 'lucide-react'
import { type FormEvent, useId, useState } from 'react'
import { useWords } from '@/components/format/use-words'
import {
  PRESETS,
  parseWhen,
  presetRange,
  toAddress,
  toMs,
  toTyped,
} from '@/components/navigation/when'
import { buttonStyle } from '@/components/ui/button'
import { Popover } from '@/components/ui/overlay/popover'
import { useTranslations } from '@/lib/messages/use-translations'

const FILTER = buttonStyle({ className: 'max-w-full min-w-0' })

type Range = { readonly from: string; readonly to: string }

/** From when to when, as an address has it: chosen, or typed. */
export function WhenFilter({ from, to, onChange }: Range & { onChange: (range: Range) => void }) {
  const t = useTranslations('history.when')
  const words = useRangeWords()
  const said = words(from, to)
  const choose = (preset: (typeof PRESETS)[number]) => {
    const range = presetRange(preset, Date.now())
    onChange({ from: spelled(range.from), to: spelled(range.to) })
  }
  return (
    <Popover
      label={`${t('label')}: ${said}`}
      title={t('label')}
      className={FILTER}
      trigger={<Trigger text={said} isSet={from !== '' || to !== ''} />}
    >
      {(close) => (
        <div className="flex flex-col gap-2">
          <div className="flex flex-wrap gap-1.5">
            {PRESETS.map((preset) => (
              <button
                key={preset}
                type="button"
                className={buttonStyle({ size: 'small' })}
                onClick={() => {
                  choose(preset)
                  close()
                }}
              >
                {t(`preset.${preset}`)}
              </button>
            ))}
          </div>
          <TimeField
            label={t('since')}
            time={from}
            onTime={(time) => onChange({ from: time, to })}
          />
          <TimeField label={t('until')} time={to} onTime={(time) => onChange({ from, to: time })} />
        </div>
      )}
    </Popover>
  )
}

/** One moment, as an address has it. */
export function MomentFilter({ at, onChange }: { at: string; onChange: (at: string) => void }) {
  const t = useTranslations('history.when')
  const search = useTranslations('history.search')
  const words = useWords()
  const ms = toMs(at)
  const said = ms === undefined ? t('choose') : words.time(Number(ms))
  return (
    <Popover
      label={`${search('at')}: ${said}`}
      title={search('at')}
      className={FILTER}
      trigger={<Trigger text={said} isSet={ms !== undefined} />}
    >
      {() => <TimeField label={search('at')} time={at} onTime={onChange} />}
    </Popover>
  )
}

function Trigger({ text, isSet }: { text: string; isSet: boolean }) {
  return (
    <>
      <CalendarClock aria-hidden className="size-3.5 shrink-0 text-dim" />
      <span className={`min-w-0 truncate ${isSet ? '' : 'text-dim'}`}>{text}</span>
      <ChevronDown aria-hidden className="size-3.5 shrink-0 text-dim" />
    </>
  )
}

/** A time is taken once it is typed: with Enter, or when one goes on. */
function TimeField(props: { label: string; time: string; onTime: (time: string) => void }) {
  const t = useTranslations('history.when')
  const words = useWords()
  const id = useId()
  const { label, time, onTime } = props
  const ms = toMs(time)
  const shown = ms === undefined ? time : toTyped(Number(ms))
  const [typed, setTyped] = useState(shown)
  const [of, setOf] = useState(time)
  if (of !== time) {
    setOf(time)
    setTyped(shown)
  }
  const [now] = useState(() => Date.now())
  const at = parseWhen(typed, now)
  const isWrong = typed.trim() !== '' && at === undefined
  const take = (event?: FormEvent) => {
    event?.preventDefault()
    const next = at === undefined ? '' : toAddress(at)
    if (!isWrong && typed !== shown && next !== time) onTime(next)
  }
  return (
    <form onSubmit={take} className="flex flex-col gap-1">
      <label htmlFor={id} className="text-meta text-dim">
        {label}
      </label>
      <input
        id={id}
        autoComplete="off"
        spellCheck={false}
        placeholder={t('example')}
        className="h-8 rounded-md border border-edge bg-bg px-2.5 font-mono text-value text-text placeholder:text-faint aria-invalid:border-del pointer-coarse:h-11"
        value={typed}
        aria-invalid={isWrong}
        aria-describedby={`${id}-more`}
        onChange={({ target }) => setTyped(target.value)}
        // Esc closes the pane, and what was typed is not meant.
        onKeyDown={({ key }) => key === 'Escape' && setTyped(shown)}
        onBlur={() => take()}
      />
      <p id={`${id}-more`} className={`min-h-4 text-meta ${isWrong ? 'text-del' : 'text-faint'}`}>
        {isWrong ? t('wrong') : at === undefined ? null : words.time(at)}
      </p>
    </form>
  )
}

function useRangeWords() {
  const t = useTranslations('history.when')
  const words = useWords()
  return (from: string, to: string) => {
    const [since, until] = [from, to].map(toMs)
    const said = (ms: string) => words.moment(Number(ms))
    if (since !== undefined && until !== undefined)
      return t('between', { from: said(since), to: said(until) })
    if (since !== undefined) return t('sinceTime', { time: said(since) })
    if (until !== undefined) return t('untilTime', { time: said(until) })
    return t('preset.any')
  }
}

function spelled(at: number | null): string {
  return at === null ? '' : toAddress(at)
}

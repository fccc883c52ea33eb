'use client'

import { type ReactNode, useRef } from 'react'
import { aclDifference } from '@/components/acl/acl-difference'
import { PreviewWords } from '@/components/format/preview-words'
import { useWords } from '@/components/format/use-words'
import { VisibleText } from '@/components/format/visible-text'
import { useTranslations } from '@/lib/messages/use-translations'
import type { Gist } from '@/lib/payload/preview/gist'
import { isSecretPlace } from '@/lib/payload/preview/secrets'
import type { Listed } from './as-one'
import type { ChangeGist } from './gist-store'
import { useGist } from './gists'

/** What a change did, in a line: the first key or line that differs, before and after. */
export function GistLine(listed: Listed) {
  const row = useRef<HTMLSpanElement>(null)
  const found = useGist(listed, row)
  const { kind, path } = listed.change
  return (
    <span ref={row} className="block h-5 min-w-0 truncate text-dim">
      {!found ? null : kind === 'acl' ? (
        <AclWords {...found} />
      ) : isSecretPlace(path) ? (
        <Hidden />
      ) : found.gist ? (
        <GistWords gist={found.gist} sides={found} />
      ) : (
        <Sides {...found} />
      )}
    </span>
  )
}

function Hidden() {
  const t = useTranslations('node.preview')
  return <span className="text-faint">{t('hidden')}</span>
}

function GistWords({ gist, sides }: { gist: Gist; sides: ChangeGist }) {
  const t = useTranslations('history.gist')
  switch (gist.kind) {
    case 'key':
    case 'line':
      return <Step {...stepOf(gist)} />
    case 'hidden':
      return (
        <>
          <Key text={gist.key} /> <Hidden /> <More count={gist.more} />
        </>
      )
    case 'whole':
      return (
        <>
          {sides.before.state === 'absent' ? null : (
            <Was>
              <PreviewWords preview={gist.before} />
            </Was>
          )}
          {sides.before.state !== 'absent' && sides.after.state !== 'absent' ? <Becomes /> : null}
          {sides.after.state === 'absent' ? null : (
            <Is>
              <PreviewWords preview={gist.after} />
            </Is>
          )}
        </>
      )
    default:
      return t(gist.kind)
  }
}

/** `key` is React’s own. */
function stepOf({ key: name, kind: _, ...step }: Extract<Gist, { kind: 'key' | 'line' }>) {
  return { name, ...step }
}

type StepProps = { name: string; before?: string; after?: string; more: number }

function Step({ name, before, after, more }: StepProps) {
  const t = useTranslations('edit.diff')
  return (
    <>
      {name === '' ? null : (
        <>
          <Key text={name} />{' '}
        </>
      )}
      {before === undefined ? null : (
        <Was>
          <VisibleText text={before} />
        </Was>
      )}
      {before !== undefined && after !== undefined ? <Becomes /> : null}
      {after === undefined ? null : (
        <Is>
          <VisibleText text={after} />
        </Is>
      )}
      {before === undefined ? <span className="text-meta text-new"> {t('added')}</span> : null}
      {after === undefined ? <span className="text-meta text-del"> {t('removed')}</span> : null}{' '}
      <More count={more} />
    </>
  )
}

function AclWords({ acl }: ChangeGist) {
  const t = useTranslations('history')
  // One of them is long: it is shown where the change is opened.
  if (!acl) return null
  if (!acl.before || !acl.after) return t(acl.before ? 'acl.afterUnknown' : 'acl.beforeUnknown')
  const [first, ...rest] = aclDifference(acl.before, acl.after)
  if (!first) return t('gist.sameAcl')
  const { who, ...sides } = first
  return <Step name={who} {...sides} more={rest.length} />
}

/** Where not both values are known: what is known of each. */
function Sides({ before, after }: ChangeGist) {
  const t = useTranslations('history')
  const words = useWords()
  const said = ({ state, size }: ChangeGist['before']) => {
    const bytes = size === null ? '' : words.size(size)
    if (state === 'long' || state === 'kept') return bytes
    return bytes === '' || state === 'none'
      ? t(`state.${state}`)
      : `${t(`state.${state}`)}, ${bytes}`
  }
  const [was, is] = [before, after].map(said)
  if (before.state === 'absent') return is
  if (after.state === 'absent') return was
  return was === is ? (
    is
  ) : (
    <>
      {was} <Becomes /> {is}
    </>
  )
}

function Key({ text }: { text: string }) {
  return (
    <code className="text-value text-key">
      <VisibleText text={text} />
    </code>
  )
}

function Was({ children }: { children: ReactNode }) {
  return (
    <del className="rounded-sm bg-del-bg px-1 font-mono text-value no-underline">{children}</del>
  )
}

function Is({ children }: { children: ReactNode }) {
  return (
    <ins className="rounded-sm bg-new-bg px-1 font-mono text-value no-underline">{children}</ins>
  )
}

function Becomes() {
  const t = useTranslations('edit.diff')
  return (
    <>
      {' '}
      <span aria-hidden>→</span>
      <span className="sr-only">{t('becomes')}</span>{' '}
    </>
  )
}

function More({ count }: { count: number }) {
  const t = useTranslations('history.gist')
  return count > 0 ? <span className="text-meta text-faint">{t('more', { count })}</span> : null
}

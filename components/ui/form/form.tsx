'use client'

import type { ComponentProps, KeyboardEvent } from 'react'

/** A form that Ctrl+Enter (⌘↵) submits from each of its fields. */
export function Form(props: ComponentProps<'form'>) {
  const onKeyDown = (event: KeyboardEvent<HTMLFormElement>) => {
    if (event.key !== 'Enter' || !(event.metaKey || event.ctrlKey)) return
    if (event.nativeEvent.isComposing) return
    event.preventDefault()
    event.currentTarget.requestSubmit()
  }
  return <form {...props} onKeyDown={onKeyDown} />
}

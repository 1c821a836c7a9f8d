/** The help of the keys lies over the page: Escape closes it, and the focus returns to where it was. */
export function closeKeysHelp(): void {
  let before: Element | null = null
  // These two do not wait for the event to bubble: `toggle` never does, and Escape does one thing only.
  const first = { capture: true }

  document.addEventListener(
    'toggle',
    ({ target }) => {
      if (target === openHelp()) before = document.activeElement
    },
    first,
  )
  document.addEventListener(
    'keydown',
    (event) => {
      const help = openHelp()
      if (event.key !== 'Escape' || help === null) return
      if (document.querySelector('dialog[open]') !== null) return
      event.stopPropagation()
      const isInside = help.contains(document.activeElement)
      help.open = false
      if (isInside && before instanceof HTMLElement) before.focus()
    },
    first,
  )
}

function openHelp(): HTMLDetailsElement | null {
  return document.querySelector<HTMLDetailsElement>('details#keys[open]')
}

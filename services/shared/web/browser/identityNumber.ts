/** Puts the full identity number in the place of the masked one when it is asked for (D12). */
export function showIdentityNumber(): void {
  document.addEventListener('submit', (event) => {
    const form = event.target as HTMLFormElement
    const place = form.closest<HTMLElement>('[data-module="identity"]')
    if (place === null) return
    event.preventDefault()
    void show(place, form)
  })
}

async function show(place: HTMLElement, form: HTMLFormElement): Promise<void> {
  const { number } = await ask(form)
  // The server's own page says why there is none.
  if (number === undefined) return form.submit()
  const shown = place.querySelector<HTMLElement>('[data-part="number"]')!
  const hadFocus = form.contains(document.activeElement)
  shown.textContent = number
  form.remove()
  if (!hadFocus) return
  shown.tabIndex = -1
  shown.focus()
}

async function ask(form: HTMLFormElement): Promise<{ number?: string }> {
  const headers = { Accept: 'application/json' }
  const body = new URLSearchParams(new FormData(form) as unknown as Record<string, string>)
  const answer = await fetch(form.action, { method: 'POST', headers, body }).catch(() => null)
  return answer?.ok ? ((await answer.json()) as { number?: string }) : {}
}

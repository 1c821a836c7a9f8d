/** The parts of an upload field that scripts change. All its words come from the page, so that they are in its language. */

export interface UploadView {
  box: HTMLElement
  showChosen(file: File | null): void
  showProgress(percent: number): void
  hideProgress(): void
  /**
   * Shows the file that has been sent.
   * @param anew the same file input on the page as it is now
   */
  showSent(anew: HTMLElement | null): void
  /** Shows a fault at the field, or takes it away. */
  showError(text: string | null): void
}

/** Announcing every percent would drown everything else a screen reader says. */
const ANNOUNCE_EVERY = 25

export function uploadView(field: HTMLElement, input: HTMLInputElement): UploadView {
  const text = (name: string) => field.dataset[`text${name}`] ?? ''
  const part = (name: string) => field.querySelector<HTMLElement>(`[data-part="${name}"]`)!
  const [box, errorPlace, status] = [part('box'), part('error'), part('status')]

  const browse = element('button', 'govuk-button govuk-button--secondary', text('Browse'))
  browse.type = 'button'
  browse.addEventListener('click', () => input.click())
  const label = field.querySelector('label')
  if (label !== null) browse.setAttribute('aria-label', `${text('Browse')}: ${label.textContent?.trim() ?? ''}`)
  const name = element('span', 'pyk-upload__name', `${text('None')} · ${text('Drop')}`)
  const preview = element('img', 'pyk-upload__preview', '')
  preview.alt = text('Preview')
  // What is no picture after all has no preview; the server says what is wrong with it.
  preview.addEventListener('error', () => preview.remove())
  const bar = element('progress', 'pyk-upload__bar', '')
  bar.max = 100
  const words = element('span', '', '')
  box.prepend(browse, name)
  input.tabIndex = -1
  field.classList.add('pyk-upload--enhanced')
  let announced = -1

  return {
    box,
    showChosen(file) {
      name.textContent = file === null ? text('None') : text('Chosen').replace('{name}', file.name)
      URL.revokeObjectURL(preview.src)
      preview.remove()
      if (file?.type !== 'image/jpeg') return
      preview.src = URL.createObjectURL(file)
      box.prepend(preview)
    },
    showProgress(percent) {
      bar.value = percent
      if (!status.contains(bar)) status.replaceChildren(words, bar)
      const step = Math.floor(percent / ANNOUNCE_EVERY)
      if (step === announced) return
      announced = step
      words.textContent = percent === 100 ? text('Checking') : text('Progress').replace('{percent}', String(percent))
    },
    hideProgress() {
      announced = -1
      status.replaceChildren()
    },
    showSent(anew) {
      const current = anew?.closest('[data-module="upload"]')?.querySelector('[data-part="current"]')
      if (current) part('current').replaceChildren(...current.childNodes)
      input.value = ''
      this.showChosen(null)
      browse.focus()
    },
    showError(said) {
      field.classList.toggle('govuk-form-group--error', said !== null)
      errorPlace.replaceChildren()
      if (said === null) return
      const message = element('p', 'govuk-error-message', '')
      message.append(element('span', 'govuk-visually-hidden', `${text('Error')} `), said)
      message.setAttribute('role', 'alert')
      errorPlace.append(message)
      browse.focus()
    },
  }
}

function element<Name extends keyof HTMLElementTagNameMap>(name: Name, className: string, text: string) {
  const made = document.createElement(name)
  made.className = className
  made.textContent = text
  return made
}

/**
 * The parts of an upload field that scripts change. All texts come from the page, in its language.
 */
import { fileSize } from '../texts/format/numbers'
import type { Language } from '../texts/languages'
import { tellInSummary } from './errorSummary'

export interface UploadView {
  box: HTMLElement
  showChosen(file: File | null): void
  /** Names the refused file, which is no longer chosen. */
  showRefused(file: File): void
  showProgress(percent: number): void
  hideProgress(): void
  /**
   * Shows the uploaded file.
   * @param updated the same field on the updated page
   */
  showSent(updated: HTMLElement | null): void
  /** Shows or removes an error at the field and in the summary. */
  showError(text: string | null): void
  /** Shows "Yeniden dene" below the error until the next try. */
  offerRetry(retry: () => void): void
  /** Calls back when a photo is to be taken with the camera. */
  onCamera(takePhoto: () => void): void
  /** Whether an uploaded file is there. */
  hasFile(): boolean
  focus(): void
}

/** Announcing every percent would drown out other screen reader output. */
const ANNOUNCE_EVERY = 25

export function uploadView(field: HTMLElement, input: HTMLInputElement): UploadView {
  const text = (name: string) => field.dataset[`text${name}`] ?? ''
  const part = (name: string) => field.querySelector<HTMLElement>(`[data-part="${name}"]`)!
  const [box, errorPlace, status, send] = [part('box'), part('error'), part('status'), part('send')]

  const label = field.querySelector('label')?.textContent?.trim() ?? ''
  const browse = button('browse', text('Browse'))
  browse.addEventListener('click', () => input.click())
  const camera = button('camera', text('Camera'))
  camera.hidden = !matchMedia('(pointer: coarse)').matches
  for (const each of [browse, camera])
    each.setAttribute('aria-label', `${each.textContent}: ${label}`)
  // The button replaces the native input, whose text is in the browser's language; label, links and
  // descriptions refer to it.
  const id = input.id
  const errorId = `${id}-error`
  const hintId = document.getElementById(`${id}-hint`) === null ? '' : `${id}-hint`
  const describe = (described: string) => browse.setAttribute('aria-describedby', described.trim())
  input.id = `${id}-file`
  input.hidden = true
  browse.id = id
  describe(input.getAttribute('aria-describedby') ?? '')
  const canDrop = matchMedia('(pointer: fine)').matches
  const name = element('span', 'pyk-upload__name', '')
  const preview = element('img', 'pyk-upload__preview', '')
  preview.alt = text('Preview')
  // A file that is not a picture has no preview; the server reports what is wrong.
  preview.addEventListener('error', () => preview.remove())
  const bar = element('progress', 'pyk-upload__bar', '')
  bar.max = 100
  const words = element('span', 'govuk-visually-hidden', '')
  const shown = element('span', '', '')
  shown.setAttribute('aria-hidden', 'true')
  box.prepend(browse, camera, name)
  const hasFile = () => part('current').querySelector('a') !== null
  let announced = -1
  showChoice(null)

  /** "Gözat" becomes "Değiştir" once there is something to change, and "Yükle" waits for a file. */
  function showChoice(file: File | null): void {
    const changes = file !== null || hasFile()
    browse.textContent = text(changes ? 'Change' : 'Browse')
    browse.setAttribute('aria-label', `${browse.textContent}: ${label}`)
    send.hidden = file === null && hasFile()
    const none = canDrop ? `${text('None')} · ${text('Drop')}` : text('None')
    if (file !== null) name.textContent = text('Chosen').replace('{name}', described(file))
    else name.textContent = hasFile() ? '' : none
  }

  return {
    box,
    hasFile,
    showChosen(file) {
      showChoice(file)
      URL.revokeObjectURL(preview.src)
      preview.remove()
      if (!file?.type.startsWith('image/')) return
      preview.src = URL.createObjectURL(file)
      box.prepend(preview)
    },
    showRefused(file) {
      this.showChosen(null)
      name.textContent = text('Refused').replace('{name}', file.name)
    },
    showProgress(percent) {
      bar.value = percent
      send.setAttribute('aria-disabled', 'true')
      if (!status.contains(bar)) status.replaceChildren(shown, words, bar)
      if (percent === 0) shown.textContent = text('Sending')
      else if (percent === 100) shown.textContent = text('Checking')
      else shown.textContent = text('Progress').replace('{percent}', String(percent))
      const step = Math.floor(percent / ANNOUNCE_EVERY)
      if (step === announced) return
      announced = step
      words.textContent = shown.textContent
    },
    hideProgress() {
      announced = -1
      send.removeAttribute('aria-disabled')
      status.replaceChildren()
    },
    showSent(updated) {
      // An earlier file no longer waits for a confirmation.
      for (const name of ['waiting', 'current']) {
        const now = updated?.querySelector(`[data-part="${name}"]`)
        if (now) part(name).replaceChildren(...now.childNodes)
      }
      this.showChosen(null)
      browse.focus()
    },
    showError(said) {
      field.classList.toggle('govuk-form-group--error', said !== null)
      errorPlace.replaceChildren()
      tellInSummary(id, said)
      tellWhichCounts(said !== null)
      describe(said === null ? hintId : `${hintId} ${errorId}`)
      if (said === null) return
      const message = element('p', 'govuk-error-message', '')
      message.id = errorId
      message.append(element('span', 'govuk-visually-hidden', `${text('Error')} `), said)
      message.setAttribute('role', 'alert')
      errorPlace.append(message)
      browse.focus()
    },
    offerRetry(retry) {
      const again = button('retry', text('Retry'))
      again.addEventListener('click', retry)
      errorPlace.append(again)
      again.focus()
    },
    onCamera: (takePhoto) => camera.addEventListener('click', takePhoto),
    focus: () => browse.focus(),
  }

  /** While a new file has an error, an earlier one stays valid. */
  function tellWhichCounts(isEarlier: boolean): void {
    for (const [name, hidden] of [['done', isEarlier] as const, ['kept', !isEarlier] as const]) {
      const line = field.querySelector<HTMLElement>(`[data-part="${name}"]`)
      if (line !== null) line.hidden = hidden
    }
  }
}

/** Such as `dekont.jpg (1,2 MB)`, in the page's language. */
function described({ name, size }: File): string {
  return `${name} (${fileSize(size, document.documentElement.lang as Language)})`
}

function button(part: string, label: string): HTMLButtonElement {
  const made = element('button', 'govuk-button govuk-button--secondary', label)
  made.type = 'button'
  made.dataset.part = part
  return made
}

function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  className: string,
  text: string,
) {
  const made = document.createElement(name)
  made.className = className
  made.textContent = text
  return made
}

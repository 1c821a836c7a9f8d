/**
 * Choosing and uploading a file: "Gözat" in the page's language, camera, drag and drop, paste,
 * preview, progress, and errors at the field without a reload. The server answers with the next page
 * or with the errors.
 */
import { goOn } from './goOn'
import { keepEntries } from './keepEntries'
import { holdBackUnsent } from './holdBackUnsent'
import type { ChosenFile } from './holdBackUnsent'
import { takePasted } from './takePasted'
import type { PasteTarget } from './takePasted'
import { sendWithProgress } from './sendWithProgress'
import { uploadView } from './uploadView'
import { fileSizeOver } from '../texts/format/numbers'
import type { Language } from '../texts/languages'

/** Keeps the entries of a page for the person who made them; see forms/keptForm.ts. */
const KEPT_FORM = '/kept-form'

export function enhanceUploads(): void {
  const fields = [...document.querySelectorAll<HTMLElement>('[data-module="upload"]')]
  const enhanced = fields.flatMap((field) => enhance(field) ?? [])
  holdBackUnsent(enhanced)
  takePasted(enhanced)
}

interface EnhancedField extends ChosenFile, PasteTarget {}

function enhance(field: HTMLElement): EnhancedField | null {
  const input = field.querySelector<HTMLInputElement>('input[type="file"]')
  const send = field.querySelector<HTMLButtonElement>('[data-part="send"]')
  const form = input?.form
  if (!input || !form || !send) return null
  const view = uploadView(field, input)
  const maxBytes = Number(field.dataset.maxBytes)
  let sending = false

  view.onCamera(() => {
    // Offered next to "Gözat" and never forced: many phones open only the camera otherwise.
    input.setAttribute('capture', 'environment')
    input.click()
    input.removeAttribute('capture')
  })

  input.addEventListener('change', () => {
    const file = input.files?.[0] ?? null
    view.showChosen(file)
    view.showError(file !== null && file.size > maxBytes ? tooLarge(file) : null)
  })

  view.box.addEventListener('dragover', (event) => {
    event.preventDefault()
    view.box.classList.add('pyk-upload__box--over')
  })
  view.box.addEventListener('dragleave', () => view.box.classList.remove('pyk-upload__box--over'))
  view.box.addEventListener('drop', (event) => {
    event.preventDefault()
    view.box.classList.remove('pyk-upload__box--over')
    if (event.dataTransfer !== null) take(event.dataTransfer.files)
  })

  send.addEventListener('click', (event) => {
    // Without scripts the button would send the whole form.
    event.preventDefault()
    start()
  })

  function tooLarge({ size }: File): string {
    const measured = fileSizeOver(size, document.documentElement.lang as Language)
    return (field.dataset.textTooLarge ?? '').replace('{measured}', measured)
  }

  function take(files: FileList): void {
    if (files.length === 0) return
    input!.files = files
    input!.dispatchEvent(new Event('change'))
  }

  function start(): void {
    if (sending) return
    const file = input!.files?.[0]
    if (file === undefined) return view.showError(field.dataset.textMissing ?? '')
    if (file.size > maxBytes) return view.showError(tooLarge(file))
    sending = true
    void upload(send!.formAction, tokenOf(form!), file)
  }

  async function upload(address: string, token: string, file: File): Promise<void> {
    const body = new FormData()
    body.append(input!.name, file)
    view.showError(null)
    view.showProgress(0)
    const answer = await sendWithProgress(address, body, token, (percent) =>
      view.showProgress(percent),
    )
    sending = false
    view.hideProgress()
    if (answer.kind === 'failed') {
      if (answer.text === null && !(await isReadable(file))) return askToChooseAgain(file)
      view.showError(answer.text ?? field.dataset.textFailed ?? '')
      return view.offerRetry(start)
    }
    if (answer.kind === 'refused') {
      input!.value = ''
      view.showRefused(file)
      return view.showError(answer.text)
    }
    await arrive(answer.location)
  }

  /** Shows what the server has made of the file, which it has by now. */
  async function arrive(location: string): Promise<void> {
    view.showError(null)
    // The other answers wait until the person is back on this page.
    const arrived = await goOn(location, () => keepEntries(form!, KEPT_FORM))
    if (arrived === 'elsewhere') return
    if (arrived === 'offline') {
      view.showError(field.dataset.textLost ?? '')
      return view.offerRetry(() => void arrive(location))
    }
    input!.value = ''
    view.showSent(arrived.getElementById(field.id))
  }

  function askToChooseAgain(file: File): void {
    // Without this, choosing the same file again would be no change.
    input!.value = ''
    view.showRefused(file)
    view.showError(field.dataset.textChanged ?? '')
  }

  return {
    take,
    isFree: () => !view.hasFile() && input.files!.length === 0 && field.offsetParent !== null,
    isAround: (element) => field.contains(element),
    // Fields hidden by another answer do not count.
    isUnsent: () => input.files!.length > 0 && field.offsetParent !== null,
    tellUnsent: () =>
      view.showError((sending ? field.dataset.textUnderWay : field.dataset.textUnsent) ?? ''),
    focus: view.focus,
  }
}

function tokenOf(form: HTMLFormElement): string {
  return (form.elements.namedItem('_csrf') as HTMLInputElement).value
}

/** Browsers refuse to read, and so to send, a file that has changed since it was chosen. */
async function isReadable(file: File): Promise<boolean> {
  return file
    .slice(0, 1)
    .arrayBuffer()
    .then(
      () => true,
      () => false,
    )
}

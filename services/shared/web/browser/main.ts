/** What scripts add to the pages; each page works without any of it. */
import { Checkboxes, ErrorSummary, PasswordInput, Radios, SkipLink } from 'govuk-frontend'
import { focusFirstMessage } from './focusFirstMessage'
import { openPhotos } from './photoViewer'
import { printOnClick } from './printOnClick'
import { sendOnce } from './sendOnce'
import { enhanceUploads } from './upload'

// GOV.UK's components look for this class before they start.
document.body.classList.add('js-enabled', 'govuk-frontend-supported')

for (const Component of [Checkboxes, ErrorSummary, PasswordInput, Radios, SkipLink]) {
  for (const element of document.querySelectorAll(`[data-module="${Component.moduleName}"]`)) new Component(element)
}
// Those components mark conditional fields with an attribute that radios and checkboxes may not carry.
for (const input of document.querySelectorAll('input[aria-expanded]')) input.removeAttribute('aria-expanded')

enhanceUploads()
openPhotos()
sendOnce()
printOnClick()
focusFirstMessage()

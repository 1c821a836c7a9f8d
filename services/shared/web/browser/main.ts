/** What scripts add to the pages; each page works without any of it. */
import { CharacterCount, ErrorSummary, PasswordInput, SkipLink } from 'govuk-frontend'
import { announceArrivals } from './arrivals'
import { focusFirstMessage } from './focusFirstMessage'
import { keepLease } from './keepLease'
import { keepOverLanguage } from './keepOverLanguage'
import { followLiveParts } from './liveParts'
import { closeModulesMenu } from './modulesMenu'
import { enhancePages } from './pages'
import { openPhotos } from './photoViewer'
import { revealConditionalFields } from './revealConditionalFields'
import { warnBeforeSessionEnds } from './sessionEnd'
import { sendByKeys } from './sendByKeys'
import { sendOnce } from './sendOnce'
import { enhanceUploads } from './upload'

// GOV.UK's components look for this class before they start.
document.body.classList.add('js-enabled', 'govuk-frontend-supported')

for (const Component of [CharacterCount, ErrorSummary, PasswordInput, SkipLink]) {
  for (const element of document.querySelectorAll(`[data-module="${Component.moduleName}"]`))
    new Component(element)
}
revealConditionalFields()
enhanceUploads()
closeModulesMenu()
openPhotos()
enhancePages()
keepOverLanguage()
sendOnce()
sendByKeys()
focusFirstMessage()
followLiveParts()
announceArrivals()
keepLease()
warnBeforeSessionEnds()

/** What scripts add to the pages; each page works without any of it. */
import { CharacterCount, ErrorSummary, PasswordInput, SkipLink } from 'govuk-frontend'
import { followList } from './arrivals'
import { chooseAll } from './chooseAll'
import { focusFirstMessage } from './focusFirstMessage'
import { followLease } from './followLease'
import { followHeldDecisions } from './heldDecisions'
import { showIdentityNumber } from './identityNumber'
import { keepOverLanguage } from './keepOverLanguage'
import { closeKeysHelp } from './keysHelp'
import { followLiveParts } from './liveParts'
import { closeModulesMenu } from './modulesMenu'
import { previewMessages } from './messagePreview'
import { openNextInPlace } from './nextCase'
import { followNavigation, showCurrentEntry } from './navigation'
import { enhancePages } from './pages'
import { openPhotos } from './photoViewer'
import { markKeys, pressByKey } from './pressByKey'
import { revealConditionalFields, revealFields } from './revealConditionalFields'
import { warnBeforeSessionEnds } from './sessionEnd'
import { sendByKeys } from './sendByKeys'
import { reloadSentForms, sendOnce } from './sendOnce'
import { enhanceUploads } from './upload'

// GOV.UK's components look for this class before they start.
document.body.classList.add('js-enabled', 'govuk-frontend-supported')

/** What is done to each new content of the page. */
function enhance(content: ParentNode): void {
  for (const Component of [CharacterCount, ErrorSummary, PasswordInput, SkipLink]) {
    for (const element of content.querySelectorAll(`[data-module="${Component.moduleName}"]`))
      new Component(element)
  }
  revealFields()
  openPhotos(content)
  keepOverLanguage()
  sendOnce(content)
  followLease()
  markKeys(content)
  focusFirstMessage()
  showCurrentEntry()
}

enhance(document)
revealConditionalFields()
enhanceUploads()
closeModulesMenu()
followNavigation()
chooseAll()
enhancePages()
reloadSentForms()
sendByKeys()
pressByKey()
closeKeysHelp()
previewMessages()
showIdentityNumber()
openNextInPlace(enhance)
followLiveParts()
followList()
followHeldDecisions()
warnBeforeSessionEnds()

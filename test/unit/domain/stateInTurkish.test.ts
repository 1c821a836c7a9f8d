/** Operators read the states in the words of the screens. */
import { catalogueFolders, loadCatalogue } from '../../../services/shared/web/texts/catalogue'
import { ALL_STATES } from '../../../workflows/domain/requestState'
import { stateInTurkish } from '../../../workflows/domain/stateInTurkish'

const t = loadCatalogue(catalogueFolders('bureau')).inLanguage('tr')

it.each(ALL_STATES)('S43 D1 has the words of the catalogue: $type $status $subState', (state) => {
  const words = [t(`status.${state.status}`), t(`subState.${state.subState}`)]
  expect(stateInTurkish(state)).toBe([...new Set(words)].join(', '))
})

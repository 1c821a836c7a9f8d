/** How a text of the catalogue inserts values and counts. */
import { catalogueFolders, loadCatalogue } from '../../../services/shared/web/texts/catalogue'

describe('a text of the catalogue', () => {
  const turkish = loadCatalogue(catalogueFolders('portal')).inLanguage('tr')
  const english = loadCatalogue(catalogueFolders('portal')).inLanguage('en')

  it('inserts values unescaped, since templates escape them', () => {
    const values = { measured: '480 × 640 & less', required: '600 × 800' }
    expect(turkish('documentFault.wrongDimensions', values)).toBe(
      'Fotoğraf 480 × 640 & less piksel; 600 × 800 piksel olmalıdır.',
    )
  })

  it('S51 counts reasons, with a singular form for one', () => {
    expect(turkish('portal.returned.before', { count: 1 })).toContain('şu nedenle iade')
    expect(turkish('portal.returned.before', { count: 2 })).toContain('şu nedenlerle iade')
  })

  it('uses the plural rules of its language', () => {
    expect(turkish('due.left', { count: 1 })).toBe('1 iş günü kaldı')
    expect(english('due.left', { count: 1 })).toBe('1 working day left')
    expect(english('due.left', { count: 3 })).toBe('3 working days left')
  })
})

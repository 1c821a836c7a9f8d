/** Values that a page of yesterday still sends and the app of today does not know. */
import { z } from 'zod'
import { bureauRoutes } from '../../../services/bureau/app'
import { portalRoutes } from '../../../services/portal/app'
import { parseForm } from '../../../services/shared/web/forms/forms'
import { keptFormRoutes } from '../../../services/shared/web/forms/keptForm'
import { FormRefused } from '../../../services/shared/web/routing/errors'
import type { FormFault } from '../../../services/shared/web/routing/errors'
import { loginRoutes } from '../../../services/shared/web/signIn/login'
import { catalogueFolders, loadCatalogue } from '../../../services/shared/web/texts/catalogue'
import { LANGUAGES } from '../../../services/shared/web/texts/languages'

/** A form that has every field a schema asks for, all with the same value. */
function formOf(value: unknown): unknown {
  return new Proxy({}, { get: () => value, has: () => true, ownKeys: () => [] })
}

const FORMS: [string, unknown][] = [
  ['no field at all', {}],
  ['a value it does not know', formOf('dünkü-değer')],
  ['an empty value', formOf('')],
  ['several values', formOf(['dünkü-değer', 'ondan-önceki'])],
  ['a number without end', formOf('9'.repeat(400))],
]

const apps = {
  portal: [...portalRoutes({} as never), ...keptFormRoutes(), ...loginRoutes({} as never)],
  bureau: bureauRoutes({} as never),
}
const forms = Object.entries(apps).flatMap(([app, routes]) =>
  routes.flatMap(({ method, path, body }) =>
    body === undefined ? [] : [[app, `${method.toUpperCase()} ${path}`, body] as const],
  ),
)

function faultsOf(schema: z.ZodType, form: unknown): readonly FormFault[] {
  try {
    parseForm(schema, form)
    return []
  } catch (error) {
    if (!(error instanceof FormRefused)) throw error
    return error.faults
  }
}

it('finds the forms of both apps and of the kit', () => {
  expect(forms.length).toBeGreaterThan(10)
})

describe.each(forms)('%s: %s', (app, _route, body) => {
  it.each(FORMS)('answers %s in our words, in both languages', (_what, form) => {
    const catalogue = loadCatalogue(catalogueFolders(app))
    for (const { key } of faultsOf(body, form)) {
      expect(catalogue.defines(key)).toBe(true)
      for (const language of LANGUAGES) expect(catalogue.inLanguage(language)(key)).not.toBe(key)
    }
  })
})

it('asks to reload the page where a choice is no longer on the list', () => {
  const schema = z.object({ reason: z.enum(['other']) })
  expect(faultsOf(schema, { reason: 'gone' })).toEqual([{ field: 'reason', key: 'form.outdated' }])
  const { inLanguage } = loadCatalogue(catalogueFolders('portal'))
  expect(inLanguage('tr')('form.outdated')).toContain('Sayfayı yenileyip')
})

/** The pages of a project manager, and those for people without an account or a password. */
import { randomUUID } from 'node:crypto'
import type { Page } from 'playwright-core'
import type { Stack } from '../../support/stack'
import { LoginPage } from '../../support/pages/login'
import type { Visit } from './visit'

const MANAGER = 'proje.yoneticisi'
const ACCOUNT = '/accounts/:accountId'

/** An account of the manager's unit for these visits alone. */
async function ownAccount({ store }: Stack, further: object = {}): Promise<string> {
  const manager = await store.accounts.findOne({ username: MANAGER }).orFail().lean()
  const _id = randomUUID()
  await store.accounts.create({
    ...manager,
    _id,
    username: `ziyaret.${_id.slice(0, 8)}`,
    personKey: _id,
    name: 'Abdülkadir Müslümoğlu',
    roles: ['staff'],
    ...further,
  })
  return _id
}

const openAccount =
  (further: object = {}, part = '') =>
  async (page: Page, stack: Stack) =>
    page.goto(`/accounts/${await ownAccount(stack, further)}${part}`)

export const managerVisits: Omit<Visit, 'app'>[] = [
  {
    what: 'S6 the way to the project manager of each unit',
    route: '/units',
    as: null,
    open: (page) => page.goto('/units'),
  },
  {
    what: 'S6 the project manager of one unit',
    route: '/units',
    as: null,
    open: (page) => page.goto('/units?unit=2063'),
  },
  {
    what: 'S7 S74 the home page of a project manager',
    route: '/',
    as: MANAGER,
    open: (page) => page.goto('/'),
  },
  {
    what: 'S74 the accounts of a unit',
    route: '/accounts',
    as: MANAGER,
    open: (page) => page.goto('/accounts'),
  },
  {
    what: 'S74 the accounts of a unit that are to be reviewed',
    route: '/accounts',
    as: MANAGER,
    open: async (page, stack) => {
      await ownAccount(stack, { openedAt: new Date(0), lastSignedInAt: new Date(0) })
      await page.goto('/accounts?shown=reviewDue')
    },
  },
  {
    what: 'S74 a search among the accounts that finds nothing',
    route: '/accounts',
    as: MANAGER,
    open: async (page) => {
      await page.goto('/accounts')
      await page.fill('#search', 'yok böyle biri')
      await page.getByRole('button', { name: 'Ara', exact: true }).click()
      await page.getByText('Hesap bulunamadı').waitFor()
    },
  },
  { what: 'S74 an account', route: ACCOUNT, as: MANAGER, open: openAccount() },
  {
    what: 'S74 an account that is disabled',
    route: ACCOUNT,
    as: MANAGER,
    open: openAccount({ disabledAt: new Date() }),
  },
  {
    what: 'S74 an account with a wrong last day of use',
    route: ACCOUNT,
    as: MANAGER,
    open: async (page, stack) => {
      await openAccount()(page, stack)
      await page.fill('#expiresOn', '31')
      await page.getByRole('button', { name: 'Günü kaydet' }).click()
      await page.locator('.govuk-error-summary').waitFor()
    },
  },
  {
    what: 'S74 the own account of a manager',
    route: ACCOUNT,
    as: MANAGER,
    open: async (page, { accountIdOf }) => page.goto(`/accounts/${await accountIdOf(MANAGER)}`),
  },
  {
    what: 'S6 the question before a password is reset',
    route: `${ACCOUNT}/password`,
    as: MANAGER,
    open: openAccount({}, '/password'),
  },
  {
    what: 'S6 a one-time password, shown once',
    route: `${ACCOUNT}/password`,
    as: MANAGER,
    open: async (page, stack) => {
      await openAccount({}, '/password')(page, stack)
      await page.getByRole('button', { name: 'Parolayı sıfırla' }).click()
      await page.locator('.pyk-secret').waitFor()
    },
  },
  {
    what: 'S6 the question before an account is disabled',
    route: `${ACCOUNT}/disabling`,
    as: MANAGER,
    open: openAccount({}, '/disabling'),
  },
  {
    what: 'S6 the staff without an account',
    route: '/accounts/new',
    as: MANAGER,
    open: (page) => page.goto('/accounts/new'),
  },
  {
    what: 'S6 an account that is about to be opened',
    route: '/accounts/new/:staffId',
    as: MANAGER,
    open: async (page, { store }) => {
      const { _id } = await store.staff.findOne({ name: 'Zehra Gürsoy' }).orFail().lean()
      await page.goto(`/accounts/new/${_id}`)
    },
  },
  {
    what: 'S6 the change of the own password, with everything wrong',
    route: '/password',
    as: MANAGER,
    open: async (page) => {
      await page.goto('/password')
      await page.fill('#password', 'yanlış')
      await page.fill('#newPassword', 'kısa')
      await page.getByRole('button', { name: 'Parolayı kaydet' }).click()
      await page.locator('.govuk-error-summary').waitFor()
    },
  },
  {
    what: 'S6 the first login with a one-time password',
    route: '/password',
    as: null,
    open: async (page, stack) => {
      const oneTimePasswordUntil = new Date(Date.now() + 3_600_000)
      const _id = await ownAccount(stack, { oneTimePasswordUntil })
      const { username } = await stack.store.accounts.findById(_id).orFail().lean()
      await page.goto('/')
      await new LoginPage(page).signIn(username)
      await page.waitForURL('**/password')
    },
  },
]

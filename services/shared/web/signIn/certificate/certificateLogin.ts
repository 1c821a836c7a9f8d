/** "Sertifikalı Giriş" (S4): signing in with the certificate that the browser has shown. */
import { createHash } from 'node:crypto'
import type { Request, Response } from 'express'
import { z } from 'zod'
import type { Role } from '../../../../../workflows/domain/roles'
import type { Accounts, HolderCheck } from '../../../accounts/accounts'
import { isOperatorFault } from '../../../certificates/faults'
import { CertificateRefused } from '../../routing/errors'
import type { CertificateRefusal } from '../../routing/errors'
import type { OpeningPages } from '../../openingPages/openingPages'
import { redirect } from '../../routing/reply'
import { route } from '../../routing/route'
import type { Route } from '../../routing/route'
import { shortenedAddress } from '../addresses'
import { enter } from '../enter'
import { goneSignal } from '../goneSignal'
import type { LoginGuard } from '../loginGuard'
import { CERTIFICATE_LOGIN, isAtDoor } from './door'
import type { CertificateDoor, DoorCheck } from './door'
import { shownChain } from './shownChain'

export interface CertificateLoginDeps {
  accounts: Accounts
  /** Roles that this app is for. */
  admits: readonly Role[]
  guard: LoginGuard
  door: CertificateDoor
  openingPages: OpeningPages
}

/** Who the certificate's holder is, and why they cannot come in. */
interface Verdict extends Pick<HolderCheck, 'account' | 'namedAccountId'> {
  refusal: CertificateRefusal | null
  validity: DoorCheck['validity']
  isOurFault: boolean
}

const NO_CERTIFICATE: Verdict = {
  account: null,
  namedAccountId: null,
  refusal: 'missing',
  validity: null,
  isOurFault: false,
}

export function certificateLoginRoutes({
  accounts,
  admits,
  guard,
  door,
  openingPages,
}: CertificateLoginDeps): Route[] {
  async function judge(chain: readonly Uint8Array[]): Promise<Verdict> {
    const { fault, holder, validity } = await door.check(chain)
    const found = holder === null ? null : await accounts.verifyHolder(holder)
    const refusal = fault ?? refusalOf(found!, admits)
    return {
      account: refusal === null ? found!.account : null,
      namedAccountId: found?.namedAccountId ?? null,
      refusal,
      validity,
      isOurFault: fault !== null && isOperatorFault(fault),
    }
  }

  async function judgeInTurn(req: Request, res: Response): Promise<Verdict> {
    const chain = shownChain(req, door)
    if (chain.length === 0) return NO_CERTIFICATE
    const attempt = {
      username: nameOf(chain),
      address: req.ip ?? '',
      knownDevice: null,
      gone: goneSignal(res),
    }
    return guard.check(attempt, () => judge(chain))
  }

  return [
    route({
      method: 'get',
      path: CERTIFICATE_LOGIN,
      access: 'public',
      audit: 'signedIn',
      query: z.object({ return: z.string().default('').catch('') }),
      handle: async ({ req, res, query, about, ifRefused, nothingDone, log }) => {
        if (!isAtDoor(req, door)) {
          nothingDone()
          return redirect(door.address + req.originalUrl)
        }
        // The browser can show another certificate on its next connection only.
        res.set('Connection', 'close')
        const verdict = await judgeInTurn(req, res)
        const { account, namedAccountId, refusal, validity } = verdict
        if (namedAccountId !== null) about(namedAccountId)
        if (account === null) {
          const reason = refusal!
          ifRefused({ address: shortenedAddress(req.ip ?? ''), certificateFault: reason })
          if (verdict.isOurFault) log.error({ reason }, 'certificates cannot be checked')
          throw new CertificateRefused(reason, validity)
        }
        await enter(req, res, accounts, account)
        const back = openingPages.afterLogin(account, query.return)
        return redirect(door.address === door.publicAddress ? back : door.publicAddress + back)
      },
    }),
  ]
}

/** Why a holder with a sound certificate cannot come in; null if they can. */
function refusalOf(
  { account, closed, isAmbiguous }: HolderCheck,
  admits: readonly Role[],
): CertificateRefusal | null {
  if (account !== null)
    return admits.some((role) => account.roles.includes(role)) ? null : 'notForYou'
  if (isAmbiguous) return 'severalAccounts'
  return closed === null ? 'noAccount' : `closed.${closed}`
}

/** Failures are counted for each certificate. */
function nameOf([shown]: readonly Uint8Array[]): string {
  return `certificate ${createHash('sha256').update(shown!).digest('hex')}`
}

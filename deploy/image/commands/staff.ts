/** `npm run staff -- file.csv [--apply]`: loads the staff register. */
import { readEnvironment } from '../../../services/shared/config/environment'
import { identitySettings } from '../../../services/shared/config/settings'
import {
  createIdentityVault,
  parseIdentityHmacKey,
  parseIdentityKeys,
} from '../../../services/shared/identity/vault'
import { loadTable, runCommand } from './command'
import { staffTable } from './staffTable'

runCommand((store) => {
  const { IDENTITY_KEYS, IDENTITY_HMAC_KEY } = readEnvironment(
    'staff',
    identitySettings,
    process.env,
  )
  const vault = createIdentityVault({
    keys: parseIdentityKeys(IDENTITY_KEYS),
    hmacKey: parseIdentityHmacKey(IDENTITY_HMAC_KEY),
  })
  return loadTable(store, staffTable(vault))
})

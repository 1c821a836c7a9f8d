/** Who may do what in the document store: the identities of SeaweedFS, each with keys of its own. */

export interface S3Keys {
  accessKey: string
  secretKey: string
}

/** The processes that use the store. */
export const STORE_ROLES = ['portal', 'bureau', 'documents'] as const
export type StoreRole = (typeof STORE_ROLES)[number]
export type RoleKeys = Readonly<Record<StoreRole, S3Keys>>

const READ = ['s3:GetObject', 's3:GetObjectVersion']
const DELETE = ['s3:DeleteObject', 's3:DeleteObjectVersion']
const LIST = ['s3:ListBucket', 's3:ListBucketVersions']

/** Below which prefix of the bucket a role may do what. */
const RIGHTS: Record<StoreRole, { actions: string[]; below: string }[]> = {
  // It cannot list, and deletes only what waits to be confirmed.
  portal: [
    { actions: [...READ, 's3:PutObject'], below: '/*' },
    { actions: DELETE, below: '/waiting/*' },
  ],
  // Pages of papers of older records are drawn when somebody looks at them.
  bureau: [
    { actions: READ, below: '/*' },
    { actions: ['s3:PutObject'], below: '/pages/*' },
  ],
  // It checks files, and deletes those whose term has ended.
  documents: [
    { actions: [...READ, ...DELETE], below: '/*' },
    { actions: LIST, below: '' },
  ],
}

/**
 * The file of `-s3.config`.
 * @param admin creates the bucket; used by the preparations only
 * @param bucket the only one that the roles may use; `*` for all
 */
export function identitiesFile(admin: S3Keys, roles: RoleKeys, bucket: string): string {
  const policies = STORE_ROLES.map((name) => ({
    name,
    content: JSON.stringify({
      Version: '2012-10-17',
      Statement: RIGHTS[name].map(({ actions, below }) => ({
        Effect: 'Allow',
        Action: actions,
        Resource: [`arn:aws:s3:::${bucket}${below}`],
      })),
    }),
  }))
  const identities = [
    { name: 'admin', credentials: [admin], actions: ['Admin'] },
    ...STORE_ROLES.map((name) => ({ name, credentials: [roles[name]], policyNames: [name] })),
  ]
  return JSON.stringify({ policies, identities })
}

/** The parts of SeaweedFS that serve HTTP or gRPC, besides S3 itself. */
const SERVERS = ['MASTER', 'VOLUME', 'FILER', 'ADMIN']
const GRPC_PARTS = [...SERVERS, 'S3', 'WORKER', 'CLIENT']

/**
 * The environment with which SeaweedFS's own ports answer nobody but itself: each asks for a
 * certificate that only it has.
 * @param certificate file of a self-signed certificate for server and client, and of its key
 */
export function closedPorts({
  certificate,
  key,
}: {
  certificate: string
  key: string
}): Record<string, string> {
  const credential = (section: string) => [
    [`WEED_${section}_CERT`, certificate],
    [`WEED_${section}_KEY`, key],
  ]
  return Object.fromEntries([
    ['WEED_GRPC_CA', certificate],
    ...GRPC_PARTS.flatMap((part) => credential(`GRPC_${part}`)),
    ...[...SERVERS, 'CLIENT'].flatMap((part) => [
      ...credential(`HTTPS_${part}`),
      [`WEED_HTTPS_${part}_CA`, certificate],
    ]),
    ['WEED_HTTPS_CLIENT_ENABLED', 'true'],
  ]) as Record<string, string>
}

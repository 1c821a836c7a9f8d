/** The certificate library, together with what must be loaded before it. */
import 'reflect-metadata'
export * from '@peculiar/x509'

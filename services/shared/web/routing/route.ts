/**
 * How a page of a web app is declared. Access and audit are next to the path; a declaration without
 * them does not type-check.
 */
import type { z } from 'zod'
import type { Access, SignedInAccount } from '../../accounts/access'
import type { AuditDeclaration } from '../audit/auditEvents'
import type { Reply } from './reply'
import type { UploadedFile, UploadRule } from '../forms/upload'
import type { Visit } from './visit'

export type Method = 'get' | 'post'

export interface RouteDeclaration<
  A extends Access,
  Params,
  Query,
  Body,
  U extends UploadRule | undefined,
> {
  method: Method
  /** Express path, such as `/requests/:requestId`. */
  path: string
  access: A
  audit: AuditDeclaration
  /** Parses the parameters of the path; what does not parse is not found. */
  params?: z.ZodType<Params>
  /** Parses the query; give every field a default or `.catch`, since people edit addresses. */
  query?: z.ZodType<Query>
  /**
   * Parses a posted form; messages are catalogue keys. What does not parse goes back to the form.
   */
  body?: z.ZodType<Body>
  /** The one file of a multipart form. */
  upload?: U
  /** The page with the form of a POST; the route's own path by default. */
  formAt?: (parts: { params: Params; query: unknown }) => string
  handle: (
    visit: Visit<
      Params,
      Query,
      Body,
      A extends 'public' ? SignedInAccount | null : SignedInAccount,
      U extends UploadRule ? UploadedFile : null
    >,
  ) => Reply | Promise<Reply>
}

/** A declared route with any parts. */
export interface Route extends Pick<
  RouteDeclaration<Access, unknown, unknown, unknown, UploadRule | undefined>,
  'method' | 'path' | 'access' | 'audit' | 'params' | 'query' | 'body' | 'upload'
> {
  formAt?: (parts: { params: never; query: unknown }) => string
  handle: (visit: Visit<never, never, never, never, never>) => Reply | Promise<Reply>
}

/** Declares a route; README.md of the kit shows how. */
export function route<
  const A extends Access,
  Params = unknown,
  Query = unknown,
  Body = unknown,
  U extends UploadRule | undefined = undefined,
>(declaration: RouteDeclaration<A, Params, Query, Body, U>): Route {
  return declaration
}

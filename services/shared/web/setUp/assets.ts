/** Styles, scripts, fonts and pictures; browsers cache them until their content changes. */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import compression from 'compression'
import type { Express } from 'express'
import express from 'express'

/** Built assets, and assets served from the sources. */
const FOLDERS = ['dist/public', 'services/shared/web/static']

/** Returns the address of an asset with a hash of its content. */
export type AssetUrl = (name: string) => string

export function setUpAssets(app: Express): AssetUrl {
  // Pages are not compressed: if an attacker can choose some text on a page, its compressed size
  // reveals
  // the form token and personal data (BREACH).
  app.use('/assets', compression())
  for (const folder of FOLDERS) {
    app.use(
      '/assets',
      express.static(folder, { immutable: true, maxAge: '365d', index: false, redirect: false }),
    )
  }
  const marks = new Map<string, string>()
  return (name) => {
    const mark = marks.get(name) ?? markOf(name)
    marks.set(name, mark)
    return `/assets/${name}?v=${mark}`
  }
}

function markOf(name: string): string {
  const file = FOLDERS.map((folder) => path.join(folder, name)).find((candidate) =>
    existsSync(candidate),
  )
  return file === undefined
    ? 'missing'
    : createHash('sha256').update(readFileSync(file)).digest('hex').slice(0, 12)
}

import { FormRefused } from '../../shared/web'
import type { Language } from '../../shared/web/texts/languages'
import { grouped } from '../../shared/web/texts/format/numbers'
import { EXPLANATION_MAX } from '../operations/ownWords'

/**
 * What a form lacks, at its fields.
 * @param keyOf the sentence of a fault in the catalogue
 * @param written the free text of the form, whose length a fault may name
 */
export function incompleteForm<Fault extends string>(
  keyOf: (fault: Fault) => string,
  faults: readonly Fault[],
  fieldOf: Readonly<Record<Fault, string>>,
  { written, language }: { written: string; language: Language },
): FormRefused {
  const values = {
    measured: grouped(written.length, language),
    required: grouped(EXPLANATION_MAX, language),
  }
  return new FormRefused(
    faults.map((fault) => ({ field: fieldOf[fault], key: keyOf(fault), values })),
  )
}

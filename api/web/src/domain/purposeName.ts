import type { Schemas } from '@/api/client';
import { today } from './dates';
import { useLabels } from './labels';
import { useTableParts } from './tableRows';
import { inForce } from './tableVersions';

export type Purpose = Schemas['purpose'];

/** What money is for, in words: "定向:救助事由 · 重大疾病". */
export function usePurposeName(): (purpose: Purpose) => string {
  const label = useLabels();
  const tables = {
    cause: useTableParts('causes').data,
    county: useTableParts('regions').data,
    village: useTableParts('villages').data,
  };
  return ({ type, code }) => {
    const name = label('purpose', type);
    if (code === undefined) return name;
    const parts = type in tables ? tables[type as keyof typeof tables] : undefined;
    const row = inForce(parts ?? [], today()).find((one) => one.code === code);
    const title = row?.title ?? code;
    return `${name} · ${type === 'cause' ? label('cause', code) : title}`;
  };
}

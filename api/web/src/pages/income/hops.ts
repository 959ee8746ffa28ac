import type { Schemas } from '@/api/client';

export type Hop = Schemas['hop'];

export interface Leaf {
  fen: number;
  became: Hop['became'];
  entry?: number;
  case?: string;
  delivered?: true;
}

/** Where money ended up, part by part, in the order of its fen; equal ends are one. */
export function leavesOf(hops: readonly Hop[]): Leaf[] {
  const leaves: Leaf[] = [];
  for (const hop of hops) {
    if (hop.hops?.length) {
      for (const leaf of leavesOf(hop.hops)) merge(leaves, leaf);
      continue;
    }
    const { fen, became, entry, delivered } = hop;
    merge(leaves, { fen, became, entry, case: hop.case, delivered });
  }
  return leaves;
}

function merge(leaves: Leaf[], leaf: Leaf) {
  const same = leaves.find(
    (one) => one.became === leaf.became && one.entry === leaf.entry && one.case === leaf.case,
  );
  if (same) same.fen += leaf.fen;
  else leaves.push({ ...leaf });
}

/** How much of it became that. */
export function fenOf(leaves: readonly Leaf[], became: Hop['became']): number {
  return leaves.filter((one) => one.became === became).reduce((sum, one) => sum + one.fen, 0);
}

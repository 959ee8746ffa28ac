/** Who somebody is to somebody else, by who is asked; `label('relation', …)` says it in words. */

const kFamily = [
  'spouse',
  'child',
  'parent',
  'grandchild',
  'grandparent',
  'sibling',
  'other',
] as const;

/** Of a household's member to its head. */
export const memberRelations = ['head', ...kFamily] as const;

/** Of a payee to the aided. */
export const payeeRelations = ['self', 'guardian', ...kFamily] as const;

/** Of who signed for the money to the aided. */
export const receiverRelations = [
  'self',
  'guardian',
  ...kFamily,
  'hospital',
  'care_home',
  'committee',
] as const;

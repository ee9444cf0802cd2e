/** The action of a plan for a resource or an output. */
export const actions = ['no-op', 'read', 'create', 'update', 'replace', 'delete', 'forget'] as const;
export type Action = (typeof actions)[number];

/** The order of a replacement; `create-forget` leaves the old one in AWS, and Terraform forgets it. */
export const orders = ['delete-first', 'create-first', 'create-forget'] as const;
export type Order = (typeof orders)[number];

/** By the `actions` of a plan (hashicorp/terraform, internal/command/jsonplan/plan.go, `actionString`). */
const known: Readonly<Record<string, { readonly action: Action; readonly order?: Order }>> = {
  'no-op': { action: 'no-op' },
  read: { action: 'read' },
  create: { action: 'create' },
  update: { action: 'update' },
  delete: { action: 'delete' },
  forget: { action: 'forget' },
  'delete,create': { action: 'replace', order: 'delete-first' },
  'create,delete': { action: 'replace', order: 'create-first' },
  'create,forget': { action: 'replace', order: 'create-forget' },
};

/** @throws if the actions are not those of a plan that this review can read */
export function actionOf(
  address: string,
  found: readonly string[],
): { readonly action: Action; readonly order?: Order } {
  const one = Object.hasOwn(known, found.join()) ? known[found.join()] : undefined;
  if (one) return one;
  throw new Error(
    `The plan has ${JSON.stringify(found)} for ${address}, an action that the review does not know. ` +
      `It knows ${Object.keys(known).join(' | ')}: add the new one (tools/review/src/plan/action.ts) before this is deployed.`,
  );
}

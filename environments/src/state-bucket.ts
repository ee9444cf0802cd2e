import type { Account } from './account';

/** The one bucket of an account for all its Terraform states, in its home region (docs/adr/0036). */
export function stateBucket({ id }: Pick<Account, 'id'>): string {
  return `malinshopper-terraform-state-${id}`;
}

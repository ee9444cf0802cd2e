import type { Attack } from './attack';
import { cdn } from './cdn';
import { ciRoles } from './ci-roles';
import { deprecated } from './deprecated';
import { dns } from './dns';
import { firewalls } from './firewalls';
import { hidden } from './hidden';
import { loadBalancer } from './load-balancer';
import { losses } from './losses';
import { principals } from './principals';
import { secrets } from './secrets';
import { settings } from './settings';
import { shares } from './shares';
import { stackBlocks } from './stack-blocks';
import { takenOut } from './taken-out';
import { twice } from './twice';
import { watching } from './watching';
import { workloads } from './workloads';

export type { Attack, Changeable, Stacks } from './attack';

/** Attacks on production, by kind. Each was written without a look at the rules. */
export const attacks: readonly Attack[] = [
  cdn,
  ciRoles,
  deprecated,
  dns,
  firewalls,
  hidden,
  loadBalancer,
  losses,
  principals,
  secrets,
  settings,
  shares,
  stackBlocks,
  takenOut,
  twice,
  watching,
  workloads,
].flat();

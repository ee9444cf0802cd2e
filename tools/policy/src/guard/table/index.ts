import type { Row, Rows } from '../row';
import { account } from './account';
import { backups } from './backups';
import { buckets } from './buckets';
import { clusters } from './clusters';
import { compute } from './compute';
import { databases } from './databases';
import { entries } from './entries';
import { identities } from './identities';
import { keys } from './keys';
import { names } from './names';
import { network } from './network';
import { stores } from './stores';
import { traces } from './traces';

/**
 * The losses that production refuses, by type. A resource of any other type may be created, and not changed or deleted.
 */
export const table: Rows = {
  ...databases,
  ...stores,
  ...keys,
  ...backups,
  ...buckets,
  ...traces,
  ...names,
  ...entries,
  ...network,
  ...compute,
  ...clusters,
  ...identities,
  ...account,
};

export const rowOf = (type: string): Row | undefined => (Object.hasOwn(table, type) ? table[type] : undefined);

import { accounts } from './accounts';
import { buckets } from './buckets';
import { databases } from './databases';
import { identities } from './identities';
import { instances } from './instances';
import { keysAndMessages } from './keys-and-messages';
import { namesAndWeb } from './names-and-web';
import { networks } from './networks';
import { watching } from './watching';
import type { Judged } from './judged';

/** The attributes that the apps set, of every type. */
export const judgedAttributes: Judged = {
  ...accounts,
  ...buckets,
  ...databases,
  ...identities,
  ...instances,
  ...keysAndMessages,
  ...namesAndWeb,
  ...networks,
  ...watching,
};

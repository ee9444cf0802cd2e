import { distinct } from '../rules/table';
import { attributes } from './attributes';
import { blockKinds } from './blocks';
import { dataSources } from './data-sources';
import { metaArguments } from './meta-arguments';
import { providers } from './providers';
import { sameThings } from './same-thing';
import { stackSettings } from './stack-settings';
import { readability } from './unreadable';

/**
 * The closed world: what stands in the JSON, and is in none of its lists, is a finding. The other rules say what is wrong with what they understand;
 * these say what none of them understands (docs/adr/0040).
 */
export const closedWorld = distinct(
  readability,
  stackSettings,
  providers,
  dataSources,
  blockKinds,
  metaArguments,
  attributes,
  sameThings,
);

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
 * The closed world: every part of the JSON that is in none of its lists is a finding. The other rules report faults in
 * parts that they understand; these report parts that no rule understands (docs/adr/0040).
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

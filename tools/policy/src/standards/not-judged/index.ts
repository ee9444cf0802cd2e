import { cdnNotJudged } from './cdn';
import { computeNotJudged } from './compute';
import { dataNotJudged } from './data';
import { iamNotJudged } from './iam';
import { messagingNotJudged } from './messaging';
import { networkNotJudged } from './network';
import { observabilityNotJudged } from './observability';
import { wholeNotJudged } from './whole';

/** What no rule judges although a standard asks it, by its id, and why not. */
export const notJudged: Readonly<Record<string, string>> = {
  ...networkNotJudged,
  ...computeNotJudged,
  ...dataNotJudged,
  ...cdnNotJudged,
  ...iamNotJudged,
  ...messagingNotJudged,
  ...observabilityNotJudged,
  ...wholeNotJudged,
};

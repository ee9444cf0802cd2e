import { cdnNotJudged } from './cdn';
import { computeNotJudged } from './compute';
import { dataNotJudged } from './data';
import { iamNotJudged } from './iam';
import { messagingNotJudged } from './messaging';
import { networkNotJudged } from './network';
import { observabilityNotJudged } from './observability';
import { wholeNotJudged } from './whole';

/** The requirements of standards that no rule judges, by their ids, with the reasons. */
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

import type { Rule } from '../rule';
import { certificateRules } from './certificates';
import { defenceRules } from './defence';
import { distributionRules } from './distributions';
import { headerRules } from './headers';
import { originRules } from './origins';
import { recordRules } from './records';
import { webAclRules } from './web-acls';
import { zoneRules } from './zones';

export const cdnRules: readonly Rule[] = [
  ...distributionRules,
  ...defenceRules,
  ...originRules,
  ...headerRules,
  ...certificateRules,
  ...zoneRules,
  ...recordRules,
  ...webAclRules,
];

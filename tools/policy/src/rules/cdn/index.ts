import { certificates } from '../acm/certificates';
import { distributions } from '../cloudfront/distributions';
import { originBuckets } from '../cloudfront/origin-buckets';
import { origins } from '../cloudfront/origins';
import { distributionProtection } from '../cloudfront/protection';
import { records } from '../route53/records';
import { zones } from '../route53/zones';
import { distinct } from '../table';
import { webAclLogging } from '../waf/logging';
import { webAcls } from '../waf/web-acls';

export const cdnRules = distinct(
  distributions,
  distributionProtection,
  origins,
  originBuckets,
  certificates,
  zones,
  records,
  webAcls,
  webAclLogging,
);

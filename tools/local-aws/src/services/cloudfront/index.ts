import type { Service } from '../../gateway/call';
import { distributions } from './distributions';
import { functions } from './functions';
import { newOriginAccessControl } from './origin-access-controls';
import { keyGroups, matchedOriginAccessControl, originAccessControls } from './summaries';
import { policies } from './policies';

/** CloudFront (REST XML, 2020-05-31). */
export function cloudfront(): Service {
  return {
    name: 'cloudfront',
    operations: {
      ...policies('CachePolicy', 'cache-policy'),
      ...policies('OriginRequestPolicy', 'origin-request-policy'),
      ...policies('ResponseHeadersPolicy', 'response-headers-policy'),
      ...distributions(),
      ...functions(),
      'GET /2020-05-31/key-group': keyGroups,
      'GET /2020-05-31/origin-access-control': originAccessControls,
      'POST /2020-05-31/origin-access-control': newOriginAccessControl,
      'PUT /2020-05-31/origin-access-control/{Id}/config': matchedOriginAccessControl,
      'DELETE /2020-05-31/origin-access-control/{Id}': matchedOriginAccessControl,
    },
  };
}

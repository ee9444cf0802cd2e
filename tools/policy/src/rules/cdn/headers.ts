import { blocks } from '@malinshopper/synthesized';
import { said } from '../data/must';
import type { Rule } from '../rule';

/**
 * AWS's managed policies with Strict-Transport-Security of a year, X-Content-Type-Options, X-Frame-Options and Referrer-Policy
 * (CloudFront developer guide, "Use managed response headers policies"): SecurityHeadersPolicy, and the same with CORS.
 */
const managed = ['67f7725c-6f97-4210-82d7-5512b31e9d03', 'e61eb60c-9c35-4d20-a928-2b84e02af89c'];

/** What browsers are told about every answer of the CDN. */
export const headerRules: readonly Rule[] = [
  {
    id: 'CKV2_AWS_32',
    covers: ['CKV_AWS_259', 'F3'],
    title:
      'The CDN tells browsers to use HTTPS for a year, not to guess types, and to show no answer in frames of others',
    severity: 'medium',
    why: 'Without it, a file that somebody has uploaded can run as a page of ours; one policy for each environment is one of 20',
    fix: 'responseHeadersPolicyId in every behavior: the id of the managed SecurityHeadersPolicy',
    types: ['aws_cloudfront_distribution'],
    check: ({ config }) => {
      const silent = [...blocks(config['default_cache_behavior']), ...blocks(config['ordered_cache_behavior'])].find(
        (behavior) => !managed.includes(String(behavior['response_headers_policy_id'])),
      );
      return silent && said(silent, 'response_headers_policy_id');
    },
  },
];

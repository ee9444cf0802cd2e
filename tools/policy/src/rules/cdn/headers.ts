import { block, blocks, isTrue } from '../../model/blocks';
import type { Rule } from '../rule';
import { said } from '../data/must';

const types = ['aws_cloudfront_response_headers_policy'];
const year = 31_536_000;

/** What browsers are told about every answer of the CDN. */
export const headerRules: readonly Rule[] = [
  {
    id: 'CKV2_AWS_32',
    covers: ['F3'],
    title: 'The CDN tells browsers how to handle every answer',
    severity: 'medium',
    why: 'Without it, a file that somebody has uploaded can run as a page of ours',
    fix: 'responseHeadersPolicyId in every behavior',
    types: ['aws_cloudfront_distribution'],
    check: ({ config, stack }, world) => {
      const silent = [...blocks(config['default_cache_behavior']), ...blocks(config['ordered_cache_behavior'])].find(
        (behavior) =>
          !world.targets(behavior['response_headers_policy_id'], stack).some(({ type }) => types.includes(type)),
      );
      return silent && said(silent, 'response_headers_policy_id');
    },
  },
  {
    id: 'CKV_AWS_259',
    covers: ['F3'],
    title: 'Browsers are told to use HTTPS for a year, whatever S3 says',
    severity: 'medium',
    why: 'The first request of every visit could be by HTTP, and be answered by somebody else',
    fix: 'strictTransportSecurity: accessControlMaxAgeSec of 31536000, includeSubdomains, override',
    types,
    check: ({ config }) => {
      const hsts = block(block(config['security_headers_config'])['strict_transport_security']);
      if (!(Number(hsts['access_control_max_age_sec']) >= year)) return said(hsts, 'access_control_max_age_sec');
      const off = ['include_subdomains', 'override'].find((attribute) => !isTrue(hsts[attribute]));
      return off && said(hsts, off);
    },
  },
  {
    id: 'MAL_CDN_6',
    covers: ['F3'],
    title: 'Browsers are told not to guess types, not to show answers in frames, and whom to name',
    severity: 'medium',
    why: 'A picture that is a script would run; a page of somebody else could hide ours in it',
    fix: 'contentTypeOptions, frameOptions and referrerPolicy, each with override',
    types,
    check: ({ config }) => {
      const headers = block(config['security_headers_config']);
      const missing = ['content_type_options', 'frame_options', 'referrer_policy'].find(
        (name) => !isTrue(block(headers[name])['override']),
      );
      if (missing) return `${missing} is not set`;
      const frames = String(block(headers['frame_options'])['frame_option']);
      if (!['DENY', 'SAMEORIGIN'].includes(frames)) return `frame_option is ${frames}`;
      const policy = String(block(headers['referrer_policy'])['referrer_policy']);
      return /^(no-referrer|same-origin|strict-origin|strict-origin-when-cross-origin)$/.test(policy)
        ? undefined
        : `referrer_policy is ${policy}`;
    },
  },
];

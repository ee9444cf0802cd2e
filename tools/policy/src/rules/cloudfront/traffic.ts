import { blocks } from '@malinshopper/synthesized';
import { all, alsoBroken, at, custom, never } from '../ask';
import { rulesOf } from '../table';
import { everyBehavior } from './behaviors';

const reading = ['GET', 'HEAD', 'OPTIONS'];
const onlyReads = (value: unknown) =>
  Array.isArray(value) && value.length > 0 && value.every((method) => reading.includes(String(method)));
const writing = [...reading, 'PUT', 'POST', 'PATCH', 'DELETE'];
const isUnset = (value: unknown) => value === undefined || (Array.isArray(value) && value.length === 0);

/** The handling of requests on their way to the buckets. */
export const distributionTraffic = rulesOf('aws_cloudfront_distribution', {
  MAL_CDN_8: {
    title: 'Distributions accept only the methods that read: GET, HEAD and OPTIONS',
    severity: 'high',
    covers: 'F1',
    why: 'With PUT and DELETE any visitor reaches the bucket with the signature of the distribution',
    fix: 'Set allowedMethods to GET, HEAD and OPTIONS in every behavior',
    ask: all(
      everyBehavior('allowed_methods', onlyReads, writing, undefined, '${["GET", "HEAD", "PUT"]}'),
      everyBehavior('cached_methods', onlyReads, writing),
    ),
  },
  MAL_CDN_9: {
    title: 'Distributions run no code on requests and responses',
    severity: 'high',
    why: 'A function can redirect each visitor anywhere, and no rule reads its code',
    fix: 'Leave functionAssociation and lambdaFunctionAssociation out',
    ask: all(
      everyBehavior('function_association', isUnset, [
        { event_type: 'viewer-request', function_arn: '${aws_cloudfront_function.x.arn}' },
      ]),
      everyBehavior('lambda_function_association', isUnset, [
        { event_type: 'viewer-request', lambda_arn: '${aws_lambda_function.x.qualified_arn}' },
      ]),
    ),
  },
  MAL_CDN_10: {
    title: 'Distributions serve each object under its own path, and errors as errors',
    severity: 'medium',
    why: 'An error that is answered with 200 hides a failure; an origin path or a second origin can expose objects that are not public',
    fix: 'Leave originPath, originGroup and responseCode out',
    ask: all(
      never('origin.origin_path', '/private'),
      never('origin_group', [{ origin_id: 'both' }]),
      never('continuous_deployment_policy_id', 'another-distribution'),
      custom(
        ({ config }) => {
          const hidden = blocks(config['custom_error_response']).find(
            ({ response_code: code }) => Number(code ?? 404) < 400,
          );
          return hidden && `answers ${hidden['error_code']} with ${hidden['response_code']}`;
        },
        {
          'a missing object is answered with 200': (config) =>
            (config.custom_error_response = [{ error_code: 404, response_code: 200, response_page_path: '/x.html' }]),
        },
      ),
    ),
  },
  MAL_CDN_11: {
    title: 'Distributions serve every country',
    severity: 'medium',
    why: 'With a list of countries, visitors from all other countries cannot reach the shop, and no alarm goes off',
    fix: "Set restrictionType to 'none'",
    ask: alsoBroken(
      at('restrictions.geo_restriction.restriction_type', (value) => value === 'none', undefined),
      {
        'only one country can open the shop': (config) =>
          (config.restrictions.geo_restriction = { restriction_type: 'whitelist', locations: ['AQ'] }),
      },
    ),
  },
});

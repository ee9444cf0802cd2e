import { configOf, add, type Attack } from './attack';

/** Attacks: the content delivery network. */
export const cdn: readonly Attack[] = [
  [
    'cdn PUT DELETE',
    (d) => {
      configOf(
        d,
        'data',
        'aws_cloudfront_distribution',
        'data/content/cdn/distribution',
      ).default_cache_behavior.allowed_methods = ['GET', 'HEAD', 'OPTIONS', 'PUT', 'POST', 'PATCH', 'DELETE'];
    },
  ],
  [
    'cdn allow-all http',
    (d) => {
      configOf(
        d,
        'data',
        'aws_cloudfront_distribution',
        'data/content/cdn/distribution',
      ).default_cache_behavior.viewer_protocol_policy = 'allow-all';
    },
  ],
  [
    'cdn custom origin http',
    (d) => {
      configOf(d, 'data', 'aws_cloudfront_distribution', 'data/content/cdn/distribution').origin.push({
        domain_name: 'evil.com',
        origin_id: 'x',
        custom_origin_config: {
          http_port: 80,
          https_port: 443,
          origin_protocol_policy: 'http-only',
          origin_ssl_protocols: ['TLSv1'],
        },
      });
    },
  ],
  [
    'cdn ordered behavior',
    (d) => {
      configOf(d, 'data', 'aws_cloudfront_distribution', 'data/content/cdn/distribution').ordered_cache_behavior = [
        {
          path_pattern: '*',
          target_origin_id: 'content',
          viewer_protocol_policy: 'allow-all',
          allowed_methods: ['GET', 'HEAD'],
          cached_methods: ['GET', 'HEAD'],
        },
      ];
    },
  ],
  [
    'cdn error page',
    (d) => {
      configOf(d, 'data', 'aws_cloudfront_distribution', 'data/content/cdn/distribution').custom_error_response = [
        { error_code: 403, response_code: 200, response_page_path: '/x' },
      ];
    },
  ],
  [
    'cdn function',
    (d) => {
      configOf(
        d,
        'data',
        'aws_cloudfront_distribution',
        'data/content/cdn/distribution',
      ).default_cache_behavior.function_association = [
        { event_type: 'viewer-request', function_arn: 'arn:aws:cloudfront::999999999999:function/x' },
      ];
    },
  ],
  [
    'cdn foreign alias',
    (d) => {
      configOf(d, 'data', 'aws_cloudfront_distribution', 'data/content/cdn/distribution').aliases.push('evil.com');
    },
  ],
  [
    'cdn cors',
    (d) => {
      add(d, 'data', 'aws_cloudfront_response_headers_policy', 'x', {
        name: 'x',
        cors_config: {
          access_control_allow_credentials: true,
          access_control_allow_origins: { items: ['*'] },
          origin_override: true,
        },
      });
    },
  ],
  [
    'bucket cors',
    (d) => {
      add(d, 'data', 'aws_s3_bucket_cors_configuration', 'x', {
        bucket: '${aws_s3_bucket.content_F57FEA48.id}',
        cors_rule: [{ allowed_methods: ['GET'], allowed_origins: ['*'] }],
      });
    },
  ],
  [
    'cdn min tls',
    (d) => {
      configOf(
        d,
        'data',
        'aws_cloudfront_distribution',
        'data/content/cdn/distribution',
      ).viewer_certificate.minimum_protocol_version = 'TLSv1';
    },
  ],
  [
    'cdn managed other headers policy',
    (d) => {
      configOf(
        d,
        'data',
        'aws_cloudfront_distribution',
        'data/content/cdn/distribution',
      ).default_cache_behavior.response_headers_policy_id = '60669652-455b-4ae9-85a4-c4c02393f86c';
    },
  ],
];

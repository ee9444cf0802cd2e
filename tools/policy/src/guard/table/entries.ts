import { allFixed, fixed, frees, off, on, present, ranked } from '../effects/direction';
import { grows, members, overlaps } from '../effects/lists';
import { isObject, isSaid, isSame, listOf, without } from '../effects/value';
import type { Judge, Rows } from '../row';

const reached = 'the site for visitors';
const watched = 'the log of requests';
const filtered = 'the protection of visitors and servers from attacks';

type Raw = Readonly<Record<string, unknown>>;
const first = (value: unknown): Raw => listOf(value).find(isObject) ?? {};

/** A rule of a web ACL without the parts that do not change its effect. */
const effectOf = (rule: Raw) => {
  const statement = first(rule['statement']);
  const rate = first(statement['rate_based_statement']);
  return {
    rest: without(rule, 'visibility_config', 'statement'),
    seen: without(first(rule['visibility_config']), 'sampled_requests_enabled'),
    statement: without(statement, 'rate_based_statement'),
    rate: without(rate, 'limit'),
  };
};
const limitOf = (rule: Raw) => Number(first(first(rule['statement'])['rate_based_statement'])['limit']);
const counts = (rule: Raw) => ['action', 'override_action'].some((name) => isSaid(first(rule[name])['count']));

/** Checks a change of a rule of a web ACL. The rule must keep its effect; only its rate limit can change. */
function filtersAsMuch(before: Raw, after: Raw): true | string {
  const name = String(before['name']);
  if (!isSame(effectOf(before), effectOf(after))) return `${name} would do something else`;
  const [was, is] = [limitOf(before), limitOf(after)];
  return !(is > was * 2 || is < was / 2) || `the limit of ${name} would be ${is}`;
}

/** An action without the text for visitors. */
const answers = (action: unknown) => ({
  rest: without(first(action), 'fixed_response'),
  answer: without(first(first(action)['fixed_response']), 'message_body'),
});
const sameActions = {
  ...fixed(reached),
  may: 'may only change in its text',
  allows: (before: unknown, after: unknown) =>
    listOf(before).length === listOf(after).length &&
    listOf(before).every((one, index) => isSame(answers(one), answers(listOf(after)[index]))),
};

/** A rule for a new host, beside the existing ones. */
const isForHost: Judge = ({ change: { after } }) => {
  const hosts = listOf(after?.['condition']).some(
    (one) => isObject(one) && listOf(first(one['host_header'])['values']).length > 0,
  );
  const forwards = listOf(after?.['action']).every((one) => isObject(one) && one['type'] === 'forward');
  return (hosts && forwards) || 'a new rule would precede the existing ones: give it host_header, and let it forward';
};

const conditions = {
  ...grows(reached),
  may: 'may only gain hosts',
  allows: (before: unknown, after: unknown) => {
    const values = (value: unknown) =>
      new Set(
        listOf(value)
          .filter(isObject)
          .flatMap((one) => listOf(first(one['host_header'])['values'])),
      );
    const rest = (value: unknown) =>
      listOf(value)
        .filter(isObject)
        .map((one) => without(one, 'host_header'));
    const now = values(after);
    return isSame(rest(before), rest(after)) && [...values(before)].every((host) => now.has(host));
  },
};

/** Load balancer, distribution and web ACL: the entry points of visitors. */
export const entries: Rows = {
  aws_lb: {
    does: 'is the entry point of visitors',
    attributes: {
      ...frees('tags tags_all idle_timeout client_keep_alive timeouts enable_http2 minimum_load_balancer_capacity'),
      ...frees('enable_tls_version_and_cipher_suite_headers enable_xff_client_port enable_zonal_shift'),
      enable_deletion_protection: on('the protection from deletion by hand or by a program'),
      drop_invalid_header_fields: on(filtered),
      desync_mitigation_mode: ranked(['monitor', 'defensive', 'strictest'], filtered),
      enable_waf_fail_open: off(filtered),
      enable_cross_zone_load_balancing: on(reached),
      security_groups: overlaps(reached),
      subnets: grows(reached),
      subnet_mapping: fixed(reached),
      ...Object.fromEntries(
        ['access_logs', 'connection_logs'].flatMap((log) => [
          [`${log}.enabled`, on(watched)],
          [`${log}.bucket`, fixed(watched)],
          [`${log}.prefix`, fixed(watched)],
        ]),
      ),
      ...allFixed('ip_address_type preserve_host_header xff_header_processing_mode ipam_pools', reached),
    },
  },
  aws_lb_listener: {
    does: 'is the entry point of visitors',
    partOf: ['load_balancer_arn', 'aws_lb'],
    attributes: {
      ...frees('tags tags_all timeouts tcp_idle_timeout_seconds'),
      certificate_arn: present('the certificate of the name'),
      default_action: sameActions,
      ...allFixed('port protocol mutual_authentication alpn_policy', reached),
      ssl_policy: fixed("the encryption of visitors' requests"),
    },
  },
  aws_lb_listener_rule: {
    does: 'forwards visitors to the servers',
    partOf: ['listener_arn', 'aws_lb_listener'],
    new: isForHost,
    attributes: { ...frees('tags tags_all'), action: sameActions, condition: conditions, priority: fixed(reached) },
  },
  aws_lb_listener_certificate: {
    does: 'certifies a name for visitors',
    partOf: ['listener_arn', 'aws_lb_listener'],
    attributes: {},
  },
  aws_lb_target_group: {
    does: 'has the servers that receive visitors',
    attributes: {
      ...frees('tags tags_all deregistration_delay slow_start stickiness health_check load_balancer_arns'),
      ...frees('load_balancing_algorithm_type load_balancing_anomaly_mitigation connection_termination'),
      'health_check.enabled': on('the check that servers are healthy'),
    },
  },
  aws_lb_target_group_attachment: { does: 'forwards visitors to a server', attributes: {} },
  aws_cloudfront_distribution: {
    does: 'serves the content: a new one has another host name',
    attributes: {
      ...frees(
        'tags tags_all comment http_version wait_for_deployment etag last_modified_time status retain_on_delete',
      ),
      ...frees('in_progress_validation_batches trusted_key_groups trusted_signers default_cache_behavior.compress'),
      ...frees('default_cache_behavior.min_ttl default_cache_behavior.default_ttl default_cache_behavior.max_ttl'),
      enabled: on(reached),
      is_ipv6_enabled: on(reached),
      aliases: grows(reached),
      price_class: ranked(['PriceClass_100', 'PriceClass_200', 'PriceClass_All'], reached),
      staging: off(reached),
      web_acl_id: fixed(filtered),
      default_cache_behavior: fixed(reached),
      'viewer_certificate.acm_certificate_arn': present('the certificate of the name'),
      'viewer_certificate.cloudfront_default_certificate': off('the certificate of the name'),
      ...allFixed('viewer_certificate.minimum_protocol_version', "the encryption of visitors' requests"),
      ...allFixed('viewer_certificate.ssl_support_method viewer_certificate.iam_certificate_id', reached),
      ...allFixed('origin origin_group ordered_cache_behavior default_root_object restrictions', reached),
      ...allFixed('custom_error_response continuous_deployment_policy_id', reached),
      logging_config: fixed(watched),
    },
  },
  ...Object.fromEntries(
    ['cache_policy', 'origin_request_policy', 'response_headers_policy', 'function'].map((kind) => [
      `aws_cloudfront_${kind}`,
      { does: 'defines the responses of the distribution', attributes: {} },
    ]),
  ),
  aws_cloudfront_origin_access_control: {
    does: 'allows the distribution to read the content',
    attributes: {
      ...frees('description etag'),
      ...allFixed('name origin_access_control_origin_type signing_behavior signing_protocol', reached),
    },
  },
  aws_wafv2_web_acl: {
    does: 'blocks attacks',
    attributes: {
      ...frees(
        'tags tags_all description lock_token capacity application_integration_url captcha_config challenge_config',
      ),
      ...frees('custom_response_body visibility_config.sampled_requests_enabled'),
      'visibility_config.cloudwatch_metrics_enabled': on(watched),
      'visibility_config.metric_name': fixed(watched),
      default_action: fixed(`${reached}, and ${filtered}`),
      rule: members(
        'name',
        'must filter in the same way, with a limit that may be tuned',
        filtered,
        filtersAsMuch,
        (rule) => counts(rule) || `${String(rule['name'])} would be new, and does more than count`,
      ),
      ...allFixed('rule_json association_config token_domains data_protection_config', filtered),
    },
  },
  aws_wafv2_web_acl_association: {
    does: "applies a web ACL to visitors' requests",
    partOf: ['resource_arn', 'aws_lb'],
    oneEach: true,
    sets: ['resource_arn'],
    attributes: { ...frees('timeouts'), resource_arn: fixed(filtered), web_acl_arn: fixed(filtered) },
  },
};

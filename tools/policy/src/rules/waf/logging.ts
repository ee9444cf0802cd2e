import { block, blocks } from '@malinshopper/synthesized';
import { all, alsoBroken, custom, never, off, show, type Fault } from '../ask';
import { behind, has } from '../relations';
import { rulesOf } from '../table';

const logging = 'aws_wafv2_web_acl_logging_configuration';
const ofCdn = { type: logging, path: 'cdn/firewall/acl/logging' };
const acl = { type: 'aws_wafv2_web_acl', path: 'cdn/firewall/acl/Resource' };
const logGroup = { type: 'aws_cloudwatch_log_group', path: 'cdn/firewall/acl/log/Resource' };

/** Headers that identify a visitor's session. */
const secretHeaders = ['authorization', 'cookie'];

const toGroupForWaf: Fault = ({ config, stack, region }, world) => {
  const attribute = 'log_destination_configs';
  const [group] = world.targets(config[attribute], stack).filter(({ type }) => type === logGroup.type);
  if (!group) return show(attribute, config[attribute]);
  const name = String(world.resolve(group.config['name'], group.stack));
  if (!name.startsWith('aws-waf-logs-')) return `its log group is called ${name}`;
  return group.region === region ? undefined : `its log group is in ${group.region}`;
};

const withoutSecrets: Fault = ({ config }) => {
  const hidden = blocks(config['redacted_fields']).map(({ single_header: header }) => String(block(header)['name']));
  const shown = secretHeaders.find((header) => !hidden.map((name) => name.toLowerCase()).includes(header));
  return shown && `${shown} is in the log`;
};

const withoutSamples = behind(
  'resource_arn',
  acl,
  all(off('visibility_config.sampled_requests_enabled'), off('rule.visibility_config.sampled_requests_enabled')),
);

export const webAclLogging = rulesOf(
  ofCdn.type,
  {
    CKV2_AWS_31: {
      title: 'Web ACLs have a log',
      severity: 'medium',
      covers: 'FSBP.WAF.11 W1',
      types: ['aws_wafv2_web_acl'],
      why: 'Without a log, neither blocked visitors nor the requests of an attacker can be explained',
      fix: 'Create it with WebAcl (libs/constructs)',
      ask: alsoBroken(has(logging), {
        'the log is of another web ACL': (config) => (config.resource_arn = 'arn:aws:wafv2:::x'),
      }),
    },
    MAL_WAF_4: {
      title: 'Web ACLs log to a group with a name that WAF accepts, in their region',
      severity: 'medium',
      covers: 'W1',
      why: 'WAF refuses a log group with any other name, in the middle of a deploy',
      fix: 'Begin its name with aws-waf-logs-, as WebAcl (libs/constructs) does',
      ask: custom(toGroupForWaf, {
        'a web ACL logs to a group that is not in Terraform': (config) =>
          (config.log_destination_configs = ['arn:aws:logs:::x']),
        'WAF does not accept the name of the log group': {
          ...logGroup,
          change: (config) => (config.name = 'production-cdn'),
        },
        'the log group of a web ACL is in another region': { ...logGroup, change: (config) => delete config.provider },
      }),
    },
    MAL_WAF_5: {
      title: 'Web ACLs log no sessions and no passwords',
      severity: 'high',
      covers: 'W1',
      why: "A reader of the log could use a visitor's session",
      fix: 'Set redactedFields to authorization and cookie, and sampledRequestsEnabled to false, since samples contain whole requests',
      ask: all(
        custom(withoutSecrets, {
          'session cookies are in the log': (config) => config.redacted_fields.pop(),
          'passwords are in the log': (config) => delete config.redacted_fields,
        }),
        withoutSamples,
      ),
    },
    MAL_WAF_7: {
      title: 'Logs of web ACLs contain every request',
      severity: 'medium',
      covers: 'W1',
      why: 'A filter can drop the very requests of an attack',
      fix: 'Leave loggingFilter out',
      ask: never('logging_filter', { default_behavior: 'DROP' }),
    },
  },
  ofCdn,
);

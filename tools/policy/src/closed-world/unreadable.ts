import { wholeReference, type Resource } from '@malinshopper/synthesized';
import { custom } from '../rules/ask';
import { rulesOf } from '../rules/table';

/** Attributes that contain JSON as a text, for all types that have them. */
const json = [
  'assume_role_policy',
  'configuration',
  'configurations_json',
  'event_pattern',
  'policy',
  'policy_document',
  'redrive_allow_policy',
  'redrive_policy',
];
/** The same for a single type. */
const jsonOf: Readonly<Record<string, string>> = { aws_lambda_invocation: 'input', aws_ssm_document: 'content' };

/**
 * Requires JSON in the form of `JSON.stringify`. Any other form can be ambiguous: if a key occurs twice, AWS may use
 * the first value and a rule the last value.
 */
function formFault({ type, config }: Resource): string | undefined {
  for (const name of [...json, jsonOf[type] ?? '']) {
    const value = config[name] as unknown;
    if (value === undefined || value === null || wholeReference(value)) continue;
    if (typeof value !== 'string') return `${name} is no text`;
    try {
      if (JSON.stringify(JSON.parse(value)) !== value)
        return `${name} is JSON with a duplicate key, or with a layout by hand`;
    } catch {
      return `${name} is no JSON: it begins with ${JSON.stringify(value.slice(0, 60))}`;
    }
  }
  return undefined;
}

const policy = { type: 'aws_s3_bucket_policy' };

const table = rulesOf([], {
  MAL_WORLD_1: {
    title: 'Rules can read the resources that they judge',
    severity: 'high',
    why: 'A resource that a rule cannot read would pass it, or hide the faults of all others',
    fix: 'Write policies with policyDocument (libs/constructs), other JSON with JSON.stringify, and attributes as in other resources',
    ask: custom(formFault, {
      'a policy is not JSON': { ...policy, change: (config) => (config.policy = 'Allow everything') },
      'a policy has two effects in a statement': {
        ...policy,
        change: (config) =>
          (config.policy = (config.policy as string).replace('"Effect":', '"Effect":"Allow","Effect":')),
      },
      'a policy is an object': {
        type: 'aws_sns_topic_policy',
        change: (config) => (config.policy = JSON.parse(config.policy as string) as object),
      },
    }),
  },
});

/** The rule for findings of `judge` where another rule throws, and for faults of JSON in a text. */
export const unreadable = table[0]!;
export const readability = table;

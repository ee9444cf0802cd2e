import { teams, type Team } from '@malinshopper/environments';
import type { Resource, World } from '@malinshopper/synthesized';
import type { Change } from '../../testing/mutation';
import { custom } from '../ask';
import { rulesOf, type Row } from '../table';
import { textFault, type TextLimit } from './text-fault';

/**
 * AWS general reference, "Tag naming limits and requirements": the characters that all services accept. EC2 accepts
 * more. RDS: "Tag values may only contain unicode letters, digits, whitespace, or one of these symbols: _ . : / = + -
 * @" (cloud-custodian issue 4674).
 */
const accepted = { character: /[\p{L}\p{Z}\p{N}_.:/=+\-@]/u, words: 'letters, digits, spaces and _.:/=+-@' } as const;
const ofKeys: TextLimit = { longest: 128, ...accepted };
const ofValues: TextLimit = { longest: 256, ...accepted };

/** The fault of a tag. Undefined if there is none. */
function tagFault(key: string, value: string): string | undefined {
  if (/^aws:/i.test(key)) return `the tag ${JSON.stringify(key)} begins with "aws:", which AWS reserves`;
  return textFault('the key of the tag', key, ofKeys) ?? textFault(`the value of the tag ${key}`, value, ofValues);
}

/** All tags in a resource's attributes: `tags`, `tag_specifications[].tags`, `tag` of an Auto Scaling group. */
function tagsIn(value: unknown, name = ''): [key: string, value: string][] {
  if (Array.isArray(value)) {
    return value.flatMap((one) => (name === 'tag' ? tagBlock(one as Record<string, unknown>) : tagsIn(one, name)));
  }
  if (typeof value !== 'object' || value === null) return [];
  if (/(^|_)tags$/.test(name)) return Object.entries(value).map(([key, one]) => [key, String(one)]);
  return Object.entries(value).flatMap(([key, one]) => tagsIn(one, key));
}

const tagBlock = ({ key, value }: Record<string, unknown>): [string, string][] =>
  typeof key === 'string' ? [[key, String(value ?? '')]] : [];

/** The tags of every resource: they allocate costs, identify resources that a destroy left, and name the owner. */
function wanted({ app }: Resource, { environment: { name, account } }: World): Readonly<Record<string, string>> {
  const [team = ''] = Object.entries<Team>(teams).find(([, of]) => of.app === app) ?? [];
  const scope: Record<string, string> = app === 'account' ? { Account: account.name } : { Environment: name };
  return { Project: 'malinshopper', App: app, Team: team, ManagedBy: 'cdktf', ...scope };
}

const tagged = (type: string, tags: Readonly<Record<string, string>>, path?: string) => ({
  type,
  change: (config: Record<string, unknown>) => (config['tags'] = tags),
  ...(path && { path }),
});

const changed = (type: string, change: Change) => ({ type, change });

const isOfAws: Row['about'] = ({ type }) => type.startsWith('aws_');

/** Tags, of all types. */
export const tags = rulesOf([], {
  MAL_TAG_1: {
    title: 'Resources are tagged with project, app, team and environment',
    severity: 'medium',
    about: isOfAws,
    why: 'Without tags, the owner and the cost of a resource are unknown, and if it can be deleted',
    fix: 'Create it in an EnvironmentStack or AccountStack (libs/stack), without tags of these names',
    ask: custom(
      (resource, world) => {
        const tags: Readonly<Record<string, string>> = { ...resource.providerTags, ...resource.config['tags'] };
        const wrong = Object.entries(wanted(resource, world)).find(([name, value]) => tags[name] !== value);
        return wrong && `${wrong[0]} is ${tags[wrong[0]] ?? 'not set'} instead of ${wrong[1]}`;
      },
      {
        'a provider has no default tags': {
          type: 'aws_db_instance',
          change: (config) => (config.provider = 'aws.untagged'),
        },
        'a server is tagged with another environment': tagged('aws_db_instance', { Environment: 'testing' }),
        'a bucket is tagged with another team': tagged('aws_s3_bucket', { Team: 'compute' }, 'content/Resource'),
        'a zone is tagged with another account': tagged('aws_route53_zone', { Account: 'nonproduction' }),
        'a key is tagged as created by hand': tagged('aws_kms_key', { ManagedBy: 'hand' }),
        'a load balancer is tagged with another project': tagged('aws_lb', { Project: 'other' }),
        'a VPC is tagged with another app': tagged('aws_vpc', { App: 'data' }),
      },
    ),
  },
  MAL_TAG_2: {
    title: 'Tags have only characters that all AWS services accept',
    severity: 'high',
    about: isOfAws,
    why: 'A plan does not check the characters of tags. RDS, Route 53, IAM and ELB accept fewer characters than EC2, and would stop a deploy in the middle',
    fix: 'Use letters, digits, spaces and _.:/=+-@',
    ask: custom(
      ({ config, providerTags }) =>
        [...Object.entries(providerTags), ...tagsIn(config)]
          .map(([key, value]) => tagFault(key, value))
          .find((fault) => fault !== undefined),
      {
        'a tag of a server has brackets': tagged('aws_db_instance', { Hours: 'off(M-F,18)' }),
        'a tag of a zone has an asterisk': tagged('aws_route53_zone', { Record: '*.shop' }),
        'a tag of a role has an apostrophe': tagged('aws_iam_role', { Note: "Ana's" }),
        'the key of a tag of a bucket has a comma': tagged('aws_s3_bucket', { 'a,b': '' }),
        'a tag of a key is too long': tagged('aws_kms_key', { Note: 'a'.repeat(257) }),
        'a tag of a VPC is reserved by AWS': tagged('aws_vpc', { 'aws:Name': 'x' }),
        'a tag of instances of a group has an ampersand': changed('aws_autoscaling_group', (config) =>
          config.tag.push({ key: 'Note', value: 'a & b', propagate_at_launch: true }),
        ),
        'a tag of volumes has a question mark': changed(
          'aws_launch_template',
          (config) => (config.tag_specifications[1].tags.Note = 'why?'),
        ),
      },
    ),
  },
});

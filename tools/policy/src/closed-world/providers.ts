import { globalRegion } from '@malinshopper/aws-facts';
import type { Resource, World } from '@malinshopper/synthesized';
import { custom } from '../rules/ask';
import { rulesOf } from '../rules/table';
import { blockOf, exactly, faultsIn, optional, type ValueFault } from './faults';
import { inStack } from './in-stack';

/** The name of the provider for another region than the stack's own (libs/stack/src/aws-stack.ts). */
const aliasOf = (region: string) => region.replaceAll('-', '_');

/** Tags are literal texts: a rule reads them, and they decide which principals may act on a resource. */
const texts: ValueFault = (value) =>
  Object.values(value ?? {}).every((each) => typeof each === 'string' && !/[$%]\{/.test(each))
    ? undefined
    : `is ${JSON.stringify(value)}, and not plain texts`;

function providerFault(part: Resource, world: World): string | undefined {
  if (!/^provider\.aws(\.|$)/.test(part.address)) return `is ${part.address}: no rule understands its resources`;
  const { account, region } = world.environment;
  const own = part.app === 'account' ? account.region : region;
  const others = [globalRegion, ...account.regions].filter((each) => each !== own);
  const alias = part.config['alias'] as unknown;
  const there = alias === undefined ? [own] : others.filter((each) => aliasOf(each) === alias);
  return faultsIn(part.config, {
    alias: optional(exactly(...others.map(aliasOf))),
    region: exactly(...there),
    allowed_account_ids: exactly([account.id]),
    default_tags: blockOf({ tags: texts }),
  });
}

const isTwice = (part: Resource) =>
  part.stack.parts.filter(({ type, address }) => type === 'provider' && address === part.address).length > 1
    ? `${part.address} exists twice`
    : undefined;

/** A change of the first provider in production's data stack. */
const changed = (change: (provider: Record<string, unknown>) => void) =>
  inStack((document) => change(document.provider.aws[0]));
const key = { access_key: 'AKIAIOSFODNN7EXAMPLE', secret_key: 'wJalrXUtnFEMI' };
const setting = (name: string, value: unknown) => changed((provider) => (provider[name] = value));

export const providers = rulesOf('provider', {
  MAL_WORLD_3: {
    title: 'Providers are those of the environment: in its account and regions, with the credentials of the caller',
    severity: 'critical',
    of: 'parts',
    why: 'A plan could otherwise apply to another account, or with the permissions of another role',
    fix: 'Use the providers of EnvironmentStack (libs/stack): provider and providerIn',
    ask: custom((part, world) => providerFault(part, world) ?? isTwice(part), {
      'a provider works in any account': changed((provider) => delete provider['allowed_account_ids']),
      'a provider works in another account': setting('allowed_account_ids', ['999999999999']),
      'a provider works in another account too': setting('allowed_account_ids', ['111122223333', '999999999999']),
      'a provider has keys': changed((provider) => Object.assign(provider, key)),
      'a provider assumes another role': setting('assume_role', [{ role_arn: 'arn:aws:iam::111122223333:role/admin' }]),
      'a provider uses another endpoint': setting('endpoints', [{ sts: 'https://sts.example.com' }]),
      'a provider does not check the account': setting('skip_requesting_account_id', true),
      'a provider has a profile': setting('profile', 'admin'),
      'a provider ignores tags': setting('ignore_tags', [{ keys: ['Team'] }]),
      'a provider is in another region': setting('region', 'us-west-2'),
      'the region of a provider is an expression': setting('region', '${local.region}'),
      'a default tag is an expression': setting('default_tags', [{ tags: { Team: '${local.team}' } }]),
      'there is one more provider': inStack((document) =>
        document.provider.aws.push({ ...document.provider.aws[0], alias: 'eu_west_3', region: 'eu-west-3' }),
      ),
      'there is a provider of another kind': inStack((document) => (document.provider.external = [{}])),
      'a provider exists twice': inStack((document) => document.provider.aws.push(document.provider.aws[0])),
    }),
  },
});

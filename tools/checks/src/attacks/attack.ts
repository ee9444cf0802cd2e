import { environment } from '@malinshopper/environments';

/** Parsed JSON that an attack changes in place. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- any part of any resource
export type Changeable = any;

/** The synthesized stacks of an environment, by app. */
export type Stacks = Record<string, Changeable>;

/** A change of the synthesized JSON that a rule has to find. */
export type Attack = readonly [what: string, change: (stacks: Stacks) => void];

const entryOf = (stacks: Stacks, app: string, type: string, path: string): [id: string, config: Changeable] => {
  const all = Object.entries<Changeable>(stacks[app].resource[type] ?? {});
  const found = all.find(([, config]) => config['//'].metadata.path === path);
  if (!found) throw new Error(`${app} has no ${type} at ${path}.`);
  return found;
};

/** The configuration of the resource of a construct. */
export const configOf = (stacks: Stacks, app: string, type: string, path: string): Changeable =>
  entryOf(stacks, app, type, path)[1];

/** The name of the resource of a construct in the JSON. */
export const idOf = (stacks: Stacks, app: string, type: string, path: string): string =>
  entryOf(stacks, app, type, path)[0];

export const meta = (path: string) => ({ '//': { metadata: { path, uniqueId: path.replace(/\W/g, '_') } } });

/** Adds a resource. */
export function add(stacks: Stacks, app: string, type: string, id: string, body: object): void {
  (stacks[app].resource[type] ??= {})[id] = { ...meta(`${app}/${id}`), ...body };
}

/** Returns a policy with changed statements. */
export function inStatements(policy: string, change: (statements: Changeable[]) => void): string {
  const parsed = JSON.parse(policy) as { Statement: Changeable[] };
  change(parsed.Statement);
  return JSON.stringify(parsed);
}

type Change = (statements: Changeable[]) => void;
const policyOf = (app: string, type: string, path: string, attribute = 'policy') => {
  return (stacks: Stacks, change: Change) => {
    const config = configOf(stacks, app, type, path);
    config[attribute] = inStatements(config[attribute] as string, change);
  };
};

export const contentPolicy = policyOf('data', 'aws_s3_bucket_policy', 'data/content/content/policy');
export const keyPolicy = policyOf('data', 'aws_kms_key', 'data/content/key/Resource');
export const topicPolicy = policyOf('account', 'aws_sns_topic_policy', 'account/alarms/data/policy');
export const rolePolicy = (stacks: Stacks, app: string, path: string, change: Change) =>
  policyOf(app, 'aws_iam_role_policy', path)(stacks, change);
export const managedPolicy = (stacks: Stacks, path: string, change: Change) =>
  policyOf('account', 'aws_iam_policy', path)(stacks, change);
export const trust = (stacks: Stacks, app: string, path: string, change: Change) =>
  policyOf(app, 'aws_iam_role', path, 'assume_role_policy')(stacks, change);

export const allow = (Action: unknown, Resource: unknown, Condition?: object) => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...(Condition && { Condition }),
});

/** The content bucket of production. */
export const bucketArn = '${aws_s3_bucket.content_F57FEA48.arn}';
export const bucketId = '${aws_s3_bucket.content_F57FEA48.id}';

/** The account of production. */
export const accountId = environment('production').account.id;

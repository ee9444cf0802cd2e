import { environment } from '@malinshopper/environments';
import { differenceFrom, type Reviewed } from './difference';

const [production, staging, branch] = ['production', 'staging', 'feature/checkout'].map((ref) => environment(ref));

type Resources = Record<string, Record<string, unknown>>;
/** A stack of these resources, by the path of the construct and the type. */
const stackOf = (owner: Reviewed['owner'], resources: Resources, rest: object = {}): Reviewed => {
  const resource: Record<string, Record<string, unknown>> = {};
  for (const [name, config] of Object.entries(resources)) {
    const [path, type] = name.split(' ') as [string, string];
    resource[type] = { ...resource[type], [path]: { ...config, '//': { metadata: { path } } } };
  }
  return { owner, json: JSON.stringify({ resource, ...rest }) };
};
const difference = (ofProduction: Resources, ofStaging: Resources) =>
  differenceFrom(stackOf(production!, ofProduction), stackOf(staging!, ofStaging));
const queue = { 'data/jobs aws_sqs_queue': { name: 'production-jobs', delay: 1 } };
const stagingsQueue = { 'data/jobs aws_sqs_queue': { name: 'staging-jobs', delay: 1 } };

describe('the difference of two environments', () => {
  it('has no line for common parts that contain the name, the account or the domain of each', () => {
    const named = ({ name, account, domain, hostedZone }: typeof production & object) => ({
      'data/a aws_thing': { arn: `arn:aws:s3:::${name}-a-${account.id}`, host: `static.${domain}`, zone: hostedZone },
    });
    expect(difference(named(production!), named(staging!))).toBe('');
    expect(differenceFrom(stackOf(production!, named(production!)), stackOf(branch!, named(branch!)))).toBe(
      'data/a aws_thing.zone: "<domain>" -> "<zone>"',
    );
  });

  it('has no line for an alarm that is new in both', () => {
    const alarm = { 'data/alarms/jobs aws_cloudwatch_metric_alarm': { threshold: 1 } };
    expect(difference({ ...queue, ...alarm }, { ...stagingsQueue, ...alarm })).toBe(difference(queue, stagingsQueue));
  });

  it('shows a change of only one environment', () => {
    const changed = { 'data/jobs aws_sqs_queue': { name: 'staging-jobs', delay: 2 } };
    expect(difference(queue, changed)).toBe('data/jobs aws_sqs_queue.delay: 1 -> 2');
  });

  it('shows a word of production in another environment, and one of the account', () => {
    expect(difference(queue, queue)).toBe('data/jobs aws_sqs_queue.name: "<name>-jobs" -> "production-jobs"');
    const { id } = production!.account;
    expect(difference({ 'a aws_a': { id } }, { 'a aws_a': { id } })).toBe(`a aws_a.id: "<account>" -> "${id}"`);
  });

  it('has one line for a removed construct, whatever its size, and values for a new one', () => {
    const backup = { 'data/backup/vault aws_vault': {}, 'data/backup/plan/Resource aws_plan': {} };
    expect(difference({ ...backup, ...queue }, { 'data/new aws_new': { a: 1, b: { c: 2 } }, ...stagingsQueue })).toBe(
      ['data/backup: none', 'data/new aws_new.a: 1', 'data/new aws_new.b.c: 2'].join('\n'),
    );
    const plan = { 'data/backup/plan/Resource aws_plan': {} };
    expect(difference({ ...backup, ...queue }, { ...plan, ...stagingsQueue })).toBe(
      'data/backup/vault aws_vault: none',
    );
  });

  it('has the order of the constructs, and ends with outputs and the rest', () => {
    const rest = (value: string) => ({ output: { address: { value } } });
    const all = differenceFrom(
      stackOf(production!, { 'b aws_b': { x: 1 }, 'a aws_a': { x: 1 } }, rest('one')),
      stackOf(staging!, { 'a aws_a': { x: 2 }, 'b aws_b': { x: 2 } }, rest('two')),
    );
    expect(all.split('\n')).toEqual(['a aws_a.x: 1 -> 2', 'b aws_b.x: 1 -> 2', 'output.address.value: "one" -> "two"']);
  });

  it('shows a different state once, and not for every reference', () => {
    const reading = (owner: string, ...names: readonly string[]) =>
      [
        {
          'a aws_a': Object.fromEntries(
            names.map((name) => [name, `\${data.terraform_remote_state.${name}.outputs.x}`]),
          ),
        },
        { data: { terraform_remote_state: { [names[0]!]: { config: { key: `${owner}/account.tfstate` } } } } },
      ] as const;
    const ofProduction = stackOf(production!, ...reading('production', 'account'));
    const ofStaging = stackOf(staging!, ...reading('nonproduction', 'account-of-nonproduction'));
    const renamed = { ...ofStaging, json: ofStaging.json.replace('"account-of-nonproduction":"$', '"account":"$') };
    expect(differenceFrom(ofProduction, renamed)).toBe(
      'account terraform_remote_state.config.key: "<name>/account.tfstate" -> "nonproduction/account.tfstate"',
    );
  });

  it('keeps the names of states where a stack reads those of two owners', () => {
    const own = '${data.terraform_remote_state.data.outputs.a}';
    const hosts = '${data.terraform_remote_state.data-of-testing.outputs.a}';
    const one = stackOf(staging!, { 'a aws_a': { x: own, y: hosts } });
    const other = stackOf(staging!, { 'a aws_a': { x: own, y: own } });
    expect(differenceFrom(one, other)).toBe(`a aws_a.y: "${hosts}" -> "${own}"`);
    expect(differenceFrom(one, stackOf(staging!, { 'a aws_a': { x: hosts, y: hosts } }))).not.toBe('');
  });
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import MarkdownIt from 'markdown-it';
import { accountNames } from '@malinshopper/environments';
import { scenarios } from '@malinshopper/policy';
import { documentsOf, subjectOf, worldOf, type World } from '@malinshopper/policy/testing';

/** The words in headings that stand for a part of a name. */
const placeholders: Readonly<Record<string, string>> = {
  '<zone>': '[a-z]{2}-[a-z]+-\\d[a-z]',
  '<domain>': '[a-z0-9-]+',
  '<node>': '\\d{3}',
};

interface Entry {
  readonly names: readonly string[];
  /** The bold word of each item of its list. */
  readonly parts: readonly string[];
}

/** The entries of a page: each heading of the third level names its alarms in code spans. */
function entriesOf(markdown: string): Entry[] {
  const tokens = new MarkdownIt().parse(markdown, {});
  return tokens.flatMap((token, index) => {
    if (token.type !== 'heading_open' || token.tag !== 'h3') return [];
    const spans = tokens[index + 1]!.children!.filter(({ type }) => type === 'code_inline');
    const rest = tokens.slice(index + 1);
    const end = rest.findIndex(({ type }) => type === 'heading_open');
    const inlines = rest.slice(1, end === -1 ? undefined : end).filter(({ type }) => type === 'inline');
    const parts = inlines.flatMap(({ children }) => {
      const at = children!.findIndex(({ type }) => type === 'strong_open');
      return at === -1 ? [] : [children![at + 1]!.content];
    });
    return [{ names: spans.map(({ content }) => content), parts }];
  });
}

/** @throws for a placeholder that has no meaning here */
function patternOf(name: string): RegExp {
  const pattern = name.replace(/<[^>]*>/g, (word) => {
    if (placeholders[word]) return placeholders[word];
    throw new Error(
      `The entry ${name} has the placeholder ${word}. Known are ${Object.keys(placeholders).join(', ')}.`,
    );
  });
  return new RegExp(`^${pattern}$`);
}

/** The names of alarms and notifications that people get, without the name of their environment or account in front. */
function alarmsOf(world: World): string[] {
  const owners = [world.environment.name, ...accountNames].map((name) => `${name}-`);
  const short = (name: unknown) => {
    const owner = owners.find((one) => String(name).startsWith(one)) ?? '';
    return String(name).slice(owner.length);
  };
  const named = (type: string, attribute: string) =>
    world.resources(type).map(({ config }) => short(config[attribute]));
  const rules = world.resources('aws_cloudwatch_event_rule');
  const notifying = world
    .resources('aws_cloudwatch_event_target')
    .filter(({ config }) => /aws_sns_topic|alarmTopicArns/i.test(String(config['arn'])));
  const notifications = notifying.map(({ config }) => {
    const rule = rules.find(({ address }) => String(config['rule']).includes(`${address}.`))!;
    return short(rule.config['name']);
  });
  const groups = world.resources('aws_codedeploy_deployment_group');
  const triggers = groups.flatMap(({ config }) => config['trigger_configuration'] as { trigger_name: string }[]);
  return [
    ...named('aws_cloudwatch_metric_alarm', 'alarm_name'),
    ...named('aws_cloudwatch_composite_alarm', 'alarm_name'),
    ...named('aws_db_event_subscription', 'name'),
    ...notifications,
    // These have no name of their own: the construct has.
    ...world.resources('aws_autoscaling_notification').map(({ path }) => path.split('/').at(-1)!),
    ...triggers.map(({ trigger_name: name }) => `release-${name}`),
    ...world.resources('aws_budgets_budget').map(() => 'budget'),
  ];
}

/** Alarms without an entry, entries without an alarm, and names that are in two entries. */
function faultsOf(entries: readonly Entry[], alarms: readonly string[]): string[] {
  const patterns = entries.flatMap(({ names }) => names.map((name) => ({ name, pattern: patternOf(name) })));
  const deployed = [...new Set(alarms)].sort();
  const found = (alarm: string) => patterns.filter(({ pattern }) => pattern.test(alarm));
  return [
    ...deployed
      .filter((alarm) => found(alarm).length === 0)
      .map((alarm) => `${alarm} has no entry in docs/on-call.md.`),
    ...deployed
      .filter((alarm) => found(alarm).length > 1)
      .map((alarm) => `${alarm} has ${found(alarm).length} entries.`),
    ...patterns
      .filter(({ pattern }) => !deployed.some((alarm) => pattern.test(alarm)))
      .map(({ name }) => `${name} is an entry of docs/on-call.md, and no alarm of any environment.`),
  ];
}

describe('the page for on-call', () => {
  const entries = entriesOf(readFileSync(join(__dirname, '../../../docs/on-call.md'), 'utf8'));

  it('has one entry for each alarm of all environments, and no other entry', async () => {
    const worlds = await Promise.all(scenarios.map(async (kind) => worldOf(await documentsOf(subjectOf(kind)))));
    const alarms = worlds.flatMap(alarmsOf);
    expect(alarms).toEqual(expect.arrayContaining(['web-unhealthy', 'break-glass', 'budget', 'cluster-core-nodes']));
    expect(faultsOf(entries, alarms)).toEqual([]);
  });

  it('states the meaning, the checks, the action and the escalation of each', () => {
    expect(entries.length).toBeGreaterThan(30);
    const incomplete = entries.filter(({ parts }) => parts.join() !== 'Meaning,Check,Action,Escalate');
    expect(incomplete.map(({ names }) => names)).toEqual([]);
  });
});

describe('the comparison of a page with alarms', () => {
  const page =
    '### `web-slow`, `nat-<zone>-loss`\n\n- **Meaning**: a **b**\n- **Check**: c\n\n## Other\n\n- **Action**\n';

  it('reads the names and the parts of an entry up to the next heading', () => {
    expect(entriesOf(page)).toEqual([{ names: ['web-slow', 'nat-<zone>-loss'], parts: ['Meaning', 'Check'] }]);
  });

  it('names an alarm without an entry and an entry without an alarm', () => {
    expect(faultsOf(entriesOf(page), ['nat-eu-west-1a-loss', 'web-errors'])).toEqual([
      'web-errors has no entry in docs/on-call.md.',
      'web-slow is an entry of docs/on-call.md, and no alarm of any environment.',
    ]);
  });

  it('names an alarm with two entries', () => {
    const two = `${page}### \`web-slow\`\n`;
    expect(faultsOf(entriesOf(two), ['nat-eu-west-1a-loss', 'web-slow'])).toEqual(['web-slow has 2 entries.']);
  });

  it('refuses a placeholder that it does not know', () => {
    expect(() => faultsOf([{ names: ['a-<b>'], parts: [] }], [])).toThrow(
      'The entry a-<b> has the placeholder <b>. Known are <zone>, <domain>, <node>.',
    );
  });
});

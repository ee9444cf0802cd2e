import { AppProgress } from './app-progress';
import { adviceFor } from './advice';
import { parseEvent, type TerraformEvent } from './events';
import { failureReport } from './failure';
import { PlainReporter, sentence } from './plain';

const line = (type: string, rest: object) =>
  JSON.stringify({ '@level': 'info', '@timestamp': '2026-01-01T00:00:00Z', type, ...rest });
const hook = (addr: string, action: string, id?: string) => ({
  hook: { resource: { addr }, action, ...(id && { id_key: 'id', id_value: id }) },
});

describe('a line of Terraform', () => {
  test('is parsed when it is about a resource', () => {
    expect(parseEvent(line('apply_complete', hook('aws_vpc.a', 'create', 'vpc-1')))).toMatchObject({
      kind: 'completed',
      address: 'aws_vpc.a',
      action: 'create',
      idKey: 'id',
      idValue: 'vpc-1',
    });
  });

  test.each(['', 'not json', '{"type":"version"}', line('apply_complete', hook('a', 'create')).slice(0, 40)])(
    'without use here, or cut off, is skipped: %s',
    (text) => expect(parseEvent(text)).toBeUndefined(),
  );

  test('is parsed when it is an error', () => {
    const diagnostic = { severity: 'error', summary: 'no', detail: 'why', address: 'aws_vpc.a' };
    expect(parseEvent(line('diagnostic', { diagnostic }))).toEqual({ kind: 'diagnostic', diagnostic });
  });

  test('hides nothing of an error, and cannot control a terminal', () => {
    const diagnostic = { severity: 'error', summary: 'no\u009b2J', detail: 'a\u202eb\n\u001b]0;x\u0007' };
    const event = parseEvent(line('diagnostic', { diagnostic }));
    expect(event).toMatchObject({ diagnostic: { summary: 'no\\u009b2J', detail: 'a\\u202eb\n\\u001b]0;x\\u0007' } });
    expect(failureReport('data', [], { constructPath: () => undefined }, 'stderr \u001b[2J\u2066')).toBe(
      'data failed.\nstderr \\u001b[2J\\u2066',
    );
  });

  test('hides nothing of an address, a note or the text at the end', () => {
    const progress = new AppProgress('data', () => 0);
    progress.enter('apply');
    progress.take({ kind: 'started', address: 'a["\u202e"]', action: 'create', at: 0 });
    expect(progress.describe()).toContain('create a["\\u202e"]');
    const lines: string[] = [];
    const reporter = new PlainReporter((text) => lines.push(text));
    reporter.note('data', 'waits for \u0085x');
    reporter.finished('data', 'failed', 'no\u001b[1A');
    expect(lines.join('\n')).toMatch(/waits for \\u0085x\n.*no\\u001b\[1A/);
  });
});

describe('the progress of an app', () => {
  const event = (kind: 'planned' | 'started' | 'completed', address: string, action: string): TerraformEvent => ({
    kind,
    address,
    action,
    at: 0,
  });

  test('counts steps: a replacement is two, an import none, a data source is not counted', () => {
    const progress = new AppProgress('network');
    progress.enter('apply');
    progress.take(event('planned', 'a', 'create'));
    progress.take(event('planned', 'b', 'replace'));
    progress.take(event('planned', 'c', 'import'));
    progress.take(event('completed', 'd', 'read'));
    progress.take(event('completed', 'b', 'delete'));
    expect(progress.count).toBe('1/3');
  });

  test('contains the longest wait', () => {
    let now = 0;
    const progress = new AppProgress('data', () => now);
    progress.enter('apply');
    progress.take(event('started', 'aws_db_instance.main', 'create'));
    now = 80_000;
    progress.take(event('started', 'aws_s3_bucket.a', 'create'));
    expect(progress.describe()).toBe('apply · create aws_db_instance.main 1m 20s and 1 more');
  });

  test('times each phase until the next begins, and none while it waits for its turn', () => {
    let now = 0;
    const progress = new AppProgress('data', () => now);
    progress.enter('init');
    now = 5;
    progress.leave();
    now = 9;
    progress.enter('plan');
    expect(progress.phases).toEqual([
      { phase: 'init', from: 0, to: 5 },
      { phase: 'plan', from: 9 },
    ]);
    progress.leave();
    expect(progress.describe()).toBe('waiting for its turn');
  });
});

describe('plain lines', () => {
  test('report changes that are complete, not those that begin', () => {
    const lines: string[] = [];
    const reporter = new PlainReporter((text) => lines.push(text));
    reporter.phase('network', 'apply');
    reporter.event('network', { kind: 'started', address: 'aws_vpc.a', action: 'create', at: 0 });
    reporter.event('network', { kind: 'completed', address: 'aws_vpc.a', action: 'create', at: 0 });
    reporter.finished('network', 'done', '1 change applied');
    expect(lines).toEqual([
      'network     0s  apply',
      'network     0s  created aws_vpc.a',
      'network     0s  done: 1 change applied',
    ]);
    return reporter.close();
  });

  test('report a long wait after 20 s, and then only every 20 s', () => {
    const lines: string[] = [];
    const reporter = new PlainReporter((text) => lines.push(text));
    reporter.phase('data', 'apply');
    reporter.event('data', { kind: 'started', address: 'aws_db_instance.main', action: 'create', at: 0 });
    reporter.reportWaits(Date.now() + 10_000);
    expect(lines).toHaveLength(1);
    reporter.reportWaits(Date.now() + 21_000);
    expect(lines.at(-1)).toMatch(/waiting: apply · create aws_db_instance.main/);
    return reporter.close();
  });

  test('report the changes of an apply in the past tense', () => {
    const counts = { add: 3, change: 0, remove: 1 };
    expect(sentence({ kind: 'summary', operation: 'plan', counts })).toBe(
      'planned: 3 to add, 0 to change, 1 to destroy',
    );
    expect(sentence({ kind: 'summary', operation: 'apply', counts })).toBe('3 added, 0 changed, 1 destroyed');
  });
});

describe('the report of a failure', () => {
  const configuration = { constructPath: (address: string) => (address === 'aws_vpc.a' ? 'network/vpc' : undefined) };
  const error = (summary: string, address?: string) => ({ severity: 'error' as const, summary, detail: '', address });

  test('contains each resource with its construct, and each advice once', () => {
    const quota = 'creating EC2 VPC: VpcLimitExceeded: The maximum number of VPCs has been reached.';
    const report = failureReport(
      'The apply of network',
      [error(quota, 'aws_vpc.a'), error(quota, 'aws_vpc.b')],
      configuration,
    );
    expect(report).toContain('in aws_vpc.a (construct network/vpc)');
    expect(report).toContain('    in aws_vpc.b');
    expect(report.match(/Next step: An AWS quota is reached/g)).toHaveLength(1);
  });

  test('does not take a connection that fails for the last time for a quota', () => {
    const gone =
      'operation error S3: HeadObject, exceeded maximum number of attempts, 9, dial tcp 127.0.0.1:1: connection refused';
    expect(failureReport('The apply of network', [error(gone)], configuration)).toContain(
      'Next step: AWS does not answer.',
    );
  });

  test('leaves out that the rest was halted, unless that is the only error', () => {
    expect(failureReport('It', [error('execution halted'), error('bad')], configuration)).not.toContain('halted');
    expect(failureReport('It', [error('execution halted')], configuration)).toContain('halted');
  });

  test("falls back to Terraform's output outside of its JSON", () => {
    expect(failureReport('It', [], configuration, 'Error acquiring the state lock')).toMatch(
      /^It failed.\nError acquiring the state lock\n {2}Next step: Another run works on this state/,
    );
  });
});

test.each([
  ['ExpiredToken: The security token included in the request is expired', /credentials have expired/],
  ['AccessDenied: User is not authorized to perform: ec2:CreateVpc', /lacks this permission/],
  ['UnauthorizedOperation', /lacks this permission/],
  ['EntityAlreadyExists: Role with name x already exists', /import it/],
  ['BucketAlreadyExists', /import it/],
  ['DependencyViolation: The vpc has dependencies', /Another resource still uses this resource/],
  ['timeout while waiting for state to become available', /longer than the provider waits/],
  ['Saved plan is stale', /state was changed between/],
  ['Throttling: Rate exceeded', /throttles the requests/],
  ['Error: Instance cannot be destroyed', /The resource is protected/],
  [
    'InvalidParameterCombination: Cannot delete protected DB Instance, disable deletion protection',
    /The resource is protected/,
  ],
  ['NotImplementedByEmbeddedAws', /tools\/local-aws/],
  ['dial tcp 127.0.0.1:4566: connect: connection refused', /does not answer/],
  ['context canceled', /in good order/],
])('the error %s has advice', (text, advice) => {
  expect(adviceFor(text)).toMatch(advice);
});

test('no advice is invented for an unknown error', () => {
  expect(adviceFor('InvalidParameterValue: the zone is not supported')).toBeUndefined();
});

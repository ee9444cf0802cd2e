import { toProgress } from './code-deploy-progress';

const [began, ended] = [new Date(1_000), new Date(2_000)];

describe('an instance of a deployment', () => {
  test('shows the running event', () => {
    const lifecycleEvents = [
      { lifecycleEventName: 'Install', status: 'Succeeded' as const, startTime: began, endTime: ended },
      { lifecycleEventName: 'AfterInstall', status: 'InProgress' as const, startTime: ended },
      { lifecycleEventName: 'ApplicationStart', status: 'Pending' as const },
    ];
    expect(toProgress({ targetId: 'i-1', status: 'InProgress', lifecycleEvents })).toEqual({
      instance: 'i-1',
      outcome: 'running',
      event: 'AfterInstall',
      events: [
        { name: 'Install', began, ended },
        { name: 'AfterInstall', began: ended },
      ],
    });
  });

  test('hides no output of a script or an agent, and gives it no control over a terminal', () => {
    const diagnostics = {
      errorCode: 'ScriptFailed' as const,
      scriptName: 'a\u202eb',
      message: 'x\u009b2J',
      logTail: '[stdout]\u001b[2Jok\r\n\u2066',
    };
    const event = { lifecycleEventName: 'Install', status: 'Failed' as const, startTime: began, diagnostics };
    expect(toProgress({ targetId: 'i-1\u200b', status: 'Failed', lifecycleEvents: [event] })).toMatchObject({
      instance: 'i-1\\u200b',
      failure: { script: 'a\\u202eb', message: 'x\\u009b2J', output: '[stdout]\\u001b[2Jok\\u000d\n\\u2066' },
    });
  });

  test('contains the failed event, and the output of the script', () => {
    const diagnostics = {
      errorCode: 'ScriptFailed' as const,
      scriptName: 'scripts/validate',
      message: 'exit code 3',
      ofScript: true,
      logTail: 'no page',
    };
    const failed = {
      lifecycleEventName: 'ValidateService',
      status: 'Failed' as const,
      startTime: began,
      endTime: ended,
    };
    expect(
      toProgress({ targetId: 'i-1', status: 'Failed', lifecycleEvents: [{ ...failed, diagnostics }] }).failure,
    ).toEqual({
      event: 'ValidateService',
      script: 'scripts/validate',
      message: 'exit code 3',
      ofScript: true,
      output: 'no page',
    });
    const open = {
      ...diagnostics,
      errorCode: 'UnknownError' as const,
      message: 'Script at specified location: a failed to close STDERR',
    };
    expect(toProgress({ status: 'Failed', lifecycleEvents: [{ ...failed, diagnostics: open }] }).failure).toMatchObject(
      {
        ofScript: true,
      },
    );
    expect(toProgress({ status: 'Failed', lifecycleEvents: [failed] }).failure).toEqual({
      event: 'ValidateService',
      message: 'the agent reports no reason',
      ofScript: false,
      output: '',
    });
  });

  test.each([
    ['Pending', 'waiting'],
    ['Ready', 'waiting'],
    ['Skipped', 'skipped'],
    ['Unknown', 'failed'],
  ] as const)('that AWS calls %s is %s', (status, outcome) => expect(toProgress({ status }).outcome).toBe(outcome));

  test('is named by the end of its ARN if AWS returns only that', () => {
    expect(toProgress({ targetArn: 'arn:aws:ec2:eu-west-1:444455556666:instance/i-9' }).instance).toBe('i-9');
  });
});

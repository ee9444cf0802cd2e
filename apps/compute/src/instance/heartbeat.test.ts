import { environment } from '@malinshopper/environments';
import { python, workshops } from '../testing/program';
import { testWith } from '../testing/tool';
import { heartbeatMetric } from './heartbeat';

const workshop = workshops();
const succeeded = { SERVICE_RESULT: 'success', EXIT_CODE: 'exited', EXIT_STATUS: '0' };
const worker = {
  MALINSHOPPER_ENVIRONMENT: 'testing',
  MALINSHOPPER_ROLE: 'updater-1',
  CONTENT_URI: 'file:///srv/content',
};

/**
 * Creates a test folder in which the heartbeat program is installed. A stand-in reports that the shared content is
 * mounted, or that it is not.
 */
function prepared(mounted = true) {
  const place = workshop();
  place.standIn('content-mounted', mounted ? 'exit 0' : 'echo "not mounted" >&2; exit 1');
  return { ...place, heartbeat: place.installed('heartbeat') };
}

describe('a heartbeat', () => {
  testWith(python, 'is sent as exactly the metric of the alarm', async (run) => {
    const place = prepared();
    expect(await place.run(run, [place.heartbeat], { ...worker, ...succeeded })).toEqual({ ok: true, output: '' });
    const { namespace, metricName, dimensions } = heartbeatMetric(environment('testing'), 'updater-1');
    const [call, ...more] = place.calls();
    expect(more).toEqual([]);
    const [service, operation, parameters] = JSON.parse(call!) as [string, string, object];
    expect([service, operation]).toEqual(['cloudwatch', 'put_metric_data']);
    expect(parameters).toEqual({
      Namespace: namespace,
      MetricData: [
        {
          MetricName: metricName,
          Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
          Value: 1,
        },
      ],
    });
  });

  for (const [what, end] of [
    ['failed', { SERVICE_RESULT: 'exit-code', EXIT_CODE: 'exited', EXIT_STATUS: '1' }],
    ['was killed for its memory', { SERVICE_RESULT: 'oom-kill', EXIT_CODE: 'killed', EXIT_STATUS: 'KILL' }],
    ['took too long', { SERVICE_RESULT: 'timeout', EXIT_CODE: 'killed', EXIT_STATUS: 'TERM' }],
    [
      'was stopped half-way, which is a success for systemd',
      { ...succeeded, EXIT_CODE: 'killed', EXIT_STATUS: 'TERM' },
    ],
    ['never began', { SERVICE_RESULT: 'exit-code' }],
  ] as const) {
    testWith(python, `is not sent when the run ${what}`, async (run) => {
      const place = prepared();
      const { ok, output } = await place.run(run, [place.heartbeat], { ...worker, ...end });
      expect(ok).toBe(true);
      expect(output).toContain('no heartbeat: the run ended with ');
      expect(place.calls()).toEqual([]);
    });
  }

  testWith(python, 'is not sent without the shared content, because nothing can have been published', async (run) => {
    const place = prepared(false);
    const { output } = await place.run(run, [place.heartbeat], { ...worker, ...succeeded });
    expect(output).toContain('no heartbeat: the publication of the run may not have arrived');
    expect(place.calls()).toEqual([]);
  });

  testWith(python, 'is sent from a cluster, which has no mount', async (run) => {
    const place = prepared(false);
    await place.run(run, [place.heartbeat], { ...worker, ...succeeded, CONTENT_URI: 's3://content' });
    expect(place.calls()).toHaveLength(1);
  });

  for (const failure of ['AccessDenied', 'no network']) {
    testWith(python, `reports in one line that CloudWatch could not be reached: ${failure}`, async (run) => {
      const place = prepared();
      const outcome = await place.run(run, [place.heartbeat], { ...worker, ...succeeded, FAILURE: failure });
      expect(outcome.ok).toBe(false);
      expect(outcome.output).toMatch(/^heartbeat: the run succeeded, but CloudWatch could not be notified: .+\n$/);
    });
  }
});

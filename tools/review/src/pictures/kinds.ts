import type { PlannedApp } from '../planned';
import type { Report } from '../report/report';
import { planNamed, planOf, plannedApp, resourceChange } from '../testing/plans';
import { sampleApps, sampleFinding, sampleReport } from '../testing/sample';

const alarm = (threshold: number) => ({
  ...{ id: 'nat-loss', alarm_name: 'nat-loss', threshold, comparison_operator: 'GreaterThanThreshold' },
  dimensions: { InstanceId: 'i-0a1' },
});
const inPlace = plannedApp(
  planOf([
    resourceChange('aws_cloudwatch_metric_alarm.nat-alarms_loss_358774E5', { before: alarm(0.01), after: alarm(0.05) }),
  ]),
);
const failed: PlannedApp = plannedApp(
  {},
  {
    app: 'data',
    result: {
      kind: 'failed',
      error: 'Error: Retrieving AWS account details: AccessDenied: not authorized to perform: sts:AssumeRole',
    },
  },
);
const [account, network, data, compute] = sampleApps as [PlannedApp, PlannedApp, PlannedApp, PlannedApp];
const json = Object.fromEntries(sampleApps.map(({ app, provenance }) => [app, provenance.json]));
const rehearsed = { environment: 'staging', base: '9f3c2ab', json, isWell: true, words: '' };
const well = { ...rehearsed, line: 'rehearsed: applied in 41 s, converged, rollback tried' };
const accepted = { findings: [], waived: [], refused: [] };
const only = (...apps: readonly PlannedApp[]) => ({
  ...{ expected: apps.map(({ app }) => `staging/${app}`), policy: accepted, rehearsals: [well] },
});
const rule = (from_port: number, ...cidr_blocks: string[]) => ({
  from_port,
  to_port: from_port,
  protocol: 'tcp',
  cidr_blocks,
});
const opened = plannedApp(
  planOf([
    resourceChange('aws_security_group.web', {
      before: { id: 'sg-1', ingress: [rule(443, '10.0.0.0/8')] },
      after: { id: 'sg-1', ingress: [rule(443, '10.0.0.0/8'), rule(80, '0.0.0.0/0')] },
    }),
  ]),
  { app: 'compute' },
);
const gone = plannedApp(
  planOf([
    resourceChange('aws_s3_bucket.uploads_5E1F90AB', {
      actions: ['delete'],
      before: { id: 'uploads', bucket: 'uploads', force_destroy: true },
      reason: 'delete_because_no_resource_config',
    }),
    resourceChange('aws_s3_bucket_versioning.uploads_versioning_0C11D2E3', {
      actions: ['delete'],
      before: { id: 'uploads', bucket: 'uploads' },
      reason: 'delete_because_no_resource_config',
    }),
  ]),
  { app: 'data' },
);
const deployed = { 'staging/data': { commit: 'c626955c62', clean: true, at: '2026-11-29T14:03:00Z' } };

/** A report of each kind that a reviewer can get, by the name of its picture. */
export const kinds: Readonly<Record<string, () => Report>> = {
  'in-place': () =>
    sampleReport(
      {
        ...only(inPlace),
        places: {
          'staging/network': {
            'aws_cloudwatch_metric_alarm.nat-alarms_loss_358774E5': {
              construct: 'network/nat-alarms/loss',
              line: 'apps/network/src/nat-alarms.ts:44',
              preventDestroy: false,
            },
          },
        },
      },
      [inPlace],
    ),
  replaced: () => sampleReport({ ...only(account, network, data, compute), rehearsals: [well] }),
  destroyed: () => sampleReport({ ...only(gone), deployed, places: {} }, [gone]),
  nothing: () => {
    const same = plannedApp(planNamed('no-op'));
    return sampleReport(only(account, same), [account, same]);
  },
  'not-planned': () =>
    sampleReport({ ...only(account, network, data, compute), rehearsals: [] }, [account, network, failed]),
  stale: () =>
    sampleReport(
      {
        ...only(inPlace),
        stale: [
          'staging/network: the state of staging/account was serial 3 of 1f0c2a77 at the review, and is serial 4 of 1f0c2a77',
        ],
      },
      [inPlace],
    ),
  policy: () => {
    const reason = 'The partner reads its files by plain HTTP until its move in spring';
    const waived = {
      ...sampleFinding,
      rule: 'CKV_AWS_2',
      title: 'Every listener speaks TLS',
      address: 'aws_lb_listener.files',
      waiver: { reason, owner: 'compute', expires: '2027-03-31' },
    };
    const policy = { findings: [sampleFinding], waived: [waived], refused: [] };
    return sampleReport({ ...only(opened), policy }, [opened]);
  },
};

import { deletions } from '@malinshopper/local-aws';
import { scenarios } from '@malinshopper/policy';
import { documentsOf, subjectOf } from '@malinshopper/policy/testing';
import { holdable } from '@malinshopper/terraform';

interface Document {
  readonly resource?: Readonly<Record<string, unknown>>;
  readonly output?: Readonly<Record<string, { readonly value: unknown }>>;
}

/** What apps publish and AWS keeps while it is used, and why a deploy does not keep it beside its successor (ADR 29). */
const otherwise: Readonly<Record<string, string>> = {
  aws_autoscaling_group: 'its own instances hold it, and the provider ends them first',
  aws_cloudfront_distribution: 'it is held while it is enabled, and the provider disables it first',
  aws_cloudwatch_metric_alarm: 'a composite alarm of the same app holds it',
  aws_db_instance: 'its own protection holds it',
  aws_emr_cluster: 'its own protection holds it',
  aws_iam_role: 'what is attached to it holds it, in the same app',
  aws_iam_user: 'what is attached to it holds it, in the same app',
  aws_lb: 'its own protection holds it',
  aws_lb_target_group: 'a listener rule of the same app holds it',
  aws_route53_delegation_set: 'zones of the same app hold it',
  aws_route53_key_signing_key: 'its zone holds it, in the same app',
  aws_route53_zone: 'its records hold it; no plan may replace it (prevent_destroy)',
  aws_s3_bucket: 'what is in it holds it; no plan may replace one that is protected',
  aws_vpc: 'everything of an environment is in it: another one is another environment',
};
const documents: Document[] = [];

beforeAll(async () => {
  for (const kind of scenarios)
    documents.push(...([...(await documentsOf(subjectOf(kind))).own.values()] as Document[]));
});

test('of every type that the apps make it is said whether AWS deletes it while it is in use', () => {
  const types = new Set(documents.flatMap(({ resource = {} }) => Object.keys(resource)));
  expect(types.size).toBeGreaterThan(100);
  expect([...types].filter((type) => !(type in deletions)).sort()).toEqual([]);
});

test('what an app publishes, and AWS keeps while it is in use, stays in a deploy until its readers have moved on', () => {
  const published = documents.flatMap(({ output = {} }) =>
    [...JSON.stringify(output).matchAll(/\b(aws_\w+)\./g)].map(([, type = '']) => type),
  );
  const inUse = [...new Set(published)].filter((type) => 'by' in (deletions[type] ?? {}));
  expect(inUse).toContain('aws_security_group');
  expect(inUse.filter((type) => !(type in holdable)).sort()).toEqual(Object.keys(otherwise).sort());
});

import { deletions } from '@malinshopper/local-aws';
import { scenarios } from '@malinshopper/policy';
import { documentsOf, subjectOf } from '@malinshopper/policy/testing';
import { holdable } from '@malinshopper/terraform';

interface Document {
  readonly resource?: Readonly<Record<string, unknown>>;
  readonly output?: Readonly<Record<string, { readonly value: unknown }>>;
}

/**
 * Published types that AWS does not delete in use, each with the reason why a deploy does not keep one beside its
 * successor (ADR 29).
 */
const otherwise: Readonly<Record<string, string>> = {
  aws_autoscaling_group: 'its own instances use it, and the provider terminates them first',
  aws_cloudfront_distribution: 'it cannot be deleted while it is enabled, and the provider disables it first',
  aws_cloudwatch_metric_alarm: 'a composite alarm of the same app uses it',
  aws_db_instance: 'its own protection prevents the deletion',
  aws_emr_cluster: 'its own protection prevents the deletion',
  aws_iam_role: 'its attachments use it, in the same app',
  aws_iam_user: 'its attachments use it, in the same app',
  aws_lb: 'its own protection prevents the deletion',
  aws_lb_target_group: 'a listener rule of the same app uses it',
  aws_route53_delegation_set: 'zones of the same app use it',
  aws_route53_key_signing_key: 'its zone uses it, in the same app',
  aws_route53_zone: 'its records use it; no plan may replace it (prevent_destroy)',
  aws_s3_bucket: 'its objects prevent the deletion; no plan may replace a protected one',
  aws_vpc: 'all resources of an environment are in it: another one is another environment',
};
const documents: Document[] = [];

beforeAll(async () => {
  for (const kind of scenarios)
    documents.push(...([...(await documentsOf(subjectOf(kind))).own.values()] as Document[]));
});

test('for every type of the apps it is known if AWS deletes it while in use', () => {
  const types = new Set(documents.flatMap(({ resource = {} }) => Object.keys(resource)));
  expect(types.size).toBeGreaterThan(100);
  expect([...types].filter((type) => !(type in deletions)).sort()).toEqual([]);
});

test('a published resource that AWS does not delete in use stays in a deploy until its readers have switched', () => {
  const published = documents.flatMap(({ output = {} }) =>
    [...JSON.stringify(output).matchAll(/\b(aws_\w+)\./g)].map(([, type = '']) => type),
  );
  const inUse = [...new Set(published)].filter((type) => 'by' in (deletions[type] ?? {}));
  expect(inUse).toContain('aws_security_group');
  expect(inUse.filter((type) => !(type in holdable)).sort()).toEqual(Object.keys(otherwise).sort());
});

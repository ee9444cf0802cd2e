import { scenarios } from '@malinshopper/policy';
import { documentsOf, subjectOf, textLimits, worldOf } from '@malinshopper/policy/testing';

/** Texts without a documented limit of AWS: neither in its API reference, nor in botocore's models. */
const withoutLimit = new Set([
  'aws_db_parameter_group description',
  'aws_db_subnet_group description',
  'aws_elasticache_replication_group description',
  'aws_elasticache_subnet_group description',
]);

test('every description that the apps write has a limit of AWS, by which it is judged', async () => {
  const worlds = await Promise.all(scenarios.map(async (kind) => worldOf(await documentsOf(subjectOf(kind)))));
  const written = worlds
    .flatMap((world) => world.resources())
    .flatMap(({ type, config }) =>
      Object.entries(config)
        .filter(([name, value]) => typeof value === 'string' && /(^|_)(description|comment|display_name)$/.test(name))
        .map(([name]) => ({ type, name })),
    );
  expect(written.length).toBeGreaterThan(500);
  const unknown = written
    .filter(({ type, name }) => textLimits[type]?.[name] === undefined)
    .map(({ type, name }) => `${type} ${name}`)
    .filter((one) => !withoutLimit.has(one));
  expect([...new Set(unknown)]).toEqual([]);
});

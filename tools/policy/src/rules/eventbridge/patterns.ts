import type { Fault } from '../ask';

/** By what patterns narrow events down, by their source. Each property more takes events away. */
const narrowing: Readonly<Record<string, string>> = {
  'aws.autoscaling': 'source detail-type',
  'aws.s3': 'source detail-type detail.bucket.name detail.object.key',
  'aws.sts': 'source detail-type detail.eventSource detail.eventName detail.requestParameters.roleArn',
};

const pathsIn = (value: object, at = ''): string[] =>
  Object.entries(value).flatMap(([key, each]: [string, unknown]) =>
    Array.isArray(each) || typeof each !== 'object' || each === null ? [`${at}${key}`] : pathsIn(each, `${at}${key}.`),
  );

/** A pattern narrows events down by nothing that no rule understands. */
export const narrowsAsKnown: Fault = ({ config, stack }, world) => {
  if (config['event_pattern'] === undefined) return undefined;
  const pattern = JSON.parse(String(world.resolve(config['event_pattern'], stack))) as { source?: unknown[] };
  const known = (pattern.source ?? []).map((source) => narrowing[String(source)]?.split(' ') ?? []);
  const unknown = pathsIn(pattern).find((path) => !known.every((paths) => paths.includes(path)));
  return unknown && `takes events by ${unknown}, which no rule understands`;
};

import { z } from 'zod';
import type { StateLocation } from '../configuration';
import type { Session } from '../aws-target/session';
import { readObject } from '../state/objects';
import { validState } from '../state/valid';

/** The types of resources that are checked in AWS after a deploy, with the attribute that identifies each in its API. */
const identifiedBy = {
  aws_autoscaling_group: 'name',
  aws_cloudwatch_composite_alarm: 'arn',
  aws_cloudwatch_metric_alarm: 'arn',
  aws_db_instance: 'identifier',
  aws_lb_target_group: 'arn',
} as const;
type Type = keyof typeof identifiedBy;

/** A deployed resource, by its state. */
export interface Standing {
  readonly type: Type;
  readonly address: string;
  readonly id: string;
}

const state = z.object({
  resources: z
    .array(
      z.object({
        mode: z.string(),
        type: z.string(),
        name: z.string(),
        instances: z.array(z.object({ attributes: z.record(z.string(), z.unknown()).default({}) })),
      }),
    )
    .default([]),
});

/** The resources of an app that can be checked, by its state; none if there is no state. */
export async function standing({ s3 }: Pick<Session, 's3'>, place: StateLocation): Promise<Standing[]> {
  const text = await readObject(s3, place);
  if (text === undefined) return [];
  return validState(text, place, state).resources.flatMap(({ mode, type, name, instances }) => {
    if (mode !== 'managed' || !isKnown(type)) return [];
    return instances.flatMap(({ attributes }) => {
      const id = attributes[identifiedBy[type]];
      return typeof id === 'string' ? [{ type, address: `${type}.${name}`, id }] : [];
    });
  });
}

const isKnown = (type: string): type is Type => Object.hasOwn(identifiedBy, type);

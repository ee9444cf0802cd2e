import type { S3Client } from '@aws-sdk/client-s3';
import { z } from 'zod';
import type { StateLocation } from '../configuration';
import { readObject } from './objects';
import { validState } from './valid';

const remoteState = z.object({
  attributes: z.object({ config: z.object({ value: z.object({ bucket: z.string(), key: z.string() }) }) }),
});

const stateSchema = z.object({
  outputs: z.record(z.string(), z.unknown()).default({}),
  resources: z
    .array(
      z.object({
        mode: z.enum(['managed', 'data']),
        type: z.string(),
        name: z.string(),
        module: z.string().optional(),
        instances: z.array(
          z.looseObject({
            status: z.string().optional(),
            index_key: z.union([z.string(), z.number()]).optional(),
            attributes: z.looseObject({ id: z.string().optional() }).nullish(),
          }),
        ),
      }),
    )
    .default([]),
});

/** The parts of a Terraform state that this tool reads. */
export interface State {
  readonly outputs: readonly string[];
  /** The addresses of the resources that it manages, without instance keys. */
  readonly managed: readonly string[];
  /** The id of each of them in AWS, by its address with its instance key. Resources without an id are left out. */
  readonly ids: Readonly<Record<string, string>>;
  /** Those of them that a cut-off creation left behind, and that Terraform would replace. */
  readonly tainted: readonly string[];
  /** The states that it read when it was last applied. */
  readonly reads: readonly Pick<StateLocation, 'bucket' | 'key'>[];
}

/** @throws if the text is not a Terraform state */
export function parseState(text: string, place: Pick<StateLocation, 'bucket' | 'key'>): State {
  const { outputs, resources } = validState(text, place, stateSchema);
  const managed = resources.filter(({ mode, instances }) => mode === 'managed' && instances.length > 0);
  const readers = resources.filter(({ mode, type }) => mode === 'data' && type === 'terraform_remote_state');
  return {
    outputs: Object.keys(outputs),
    managed: managed.map(addressOf),
    ids: Object.fromEntries(managed.flatMap(idsOf)),
    tainted: managed.filter(({ instances }) => instances.some(({ status }) => status === 'tainted')).map(addressOf),
    reads: readers
      .flatMap(({ instances }) => instances.map((instance) => remoteState.safeParse(instance).data))
      .flatMap((instance) => (instance ? [instance.attributes.config.value] : [])),
  };
}

const addressOf = ({ module, type, name }: { module?: string; type: string; name: string }) =>
  [module, type, name].filter(Boolean).join('.');

type Resource = z.infer<typeof stateSchema>['resources'][number];

const idsOf = (resource: Resource): [string, string][] =>
  resource.instances.flatMap(({ index_key, attributes }) => {
    const key = index_key === undefined ? '' : `[${JSON.stringify(index_key)}]`;
    return attributes?.id === undefined ? [] : [[`${addressOf(resource)}${key}`, attributes.id] as [string, string]];
  });

/** A state of the bucket; undefined when it does not exist. */
export async function readState(
  s3: S3Client,
  place: Pick<StateLocation, 'bucket' | 'key'>,
): Promise<State | undefined> {
  const text = await readObject(s3, place);
  return text === undefined ? undefined : parseState(text, place);
}

import type { SmallApp } from '../../testing/small-repository';

/** A resource as cdktf writes it, made by the construct of that path. */
export const made = (path: string, body: object) => ({ '//': { metadata: { path, uniqueId: path } }, ...body });

const parameter = (name: string, value: string) =>
  made(`${name}/main`, { name: `/ENVIRONMENT/${name}`, type: 'String', value });

/** An app of one parameter, and more. What it reads comes before it. */
export const app = (
  name: string,
  value: string,
  reads: readonly string[],
  more: SmallApp['resource'] = {},
): SmallApp => ({
  reads,
  resource: { aws_ssm_parameter: { main: parameter(name, value) }, ...more },
});

/** Is made after the parameter, and takes a second: in it something can happen. */
export const slow = (when: string) => ({
  terraform_data: {
    wait: made('data/wait', {
      triggers_replace: when,
      depends_on: ['aws_ssm_parameter.main'],
      provisioner: [{ 'local-exec': { command: 'sleep 1' } }],
    }),
  },
});

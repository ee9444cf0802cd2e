import { made, type SmallApp } from '../../testing/small-repository';

/** An output that another app reads. */
export const of = (source: string, output: string) => `\${data.terraform_remote_state.${source}.outputs.${output}}`;
/** An app with an id that is not known before its apply, and a zone that is. */
export const network = (zone: string, version = '1', more: SmallApp['output'] = {}): SmallApp => ({
  resource: { terraform_data: { vpc: made('network/vpc', { triggers_replace: version, input: zone }) } },
  output: {
    vpcId: { value: '${terraform_data.vpc.id}' },
    zone: { value: '${terraform_data.vpc.input}' },
    subnets: { value: { a: '${terraform_data.vpc.id}-a', fixed: 'b' } },
    token: { value: 'hush', sensitive: true },
    ...more,
  },
});
/** An app that reads it, and passes the zone on. */
export const data: SmallApp = {
  reads: ['network'],
  resource: {
    terraform_data: {
      server: made('data/server', { triggers_replace: of('network', 'vpcId') }),
      fixed: made('data/fixed', { triggers_replace: of('network', 'subnets.fixed') }),
      secret: made('data/secret', { input: '${sensitive(data.terraform_remote_state.network.outputs.token)}' }),
    },
  },
  output: { host: { value: '${terraform_data.server.id}' }, zone: { value: of('network', 'zone') } },
};
/** An app that reads both. */
export const web: SmallApp = {
  reads: ['network', 'data'],
  resource: {
    terraform_data: {
      group: made('web/group', { input: `\${upper("${of('data', 'zone')}-x")}` }),
      alarm: made('web/alarm', { input: of('data', 'host') }),
    },
  },
  output: { address: { value: '${terraform_data.group.output}' } },
};

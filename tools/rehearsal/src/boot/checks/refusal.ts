import { DeleteRolePolicyCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { expectThat } from '../../checks/check';
import { until } from '../machine/poll';
import { secondsSince, type BootCheck } from './check';
import { healthOf } from '../health';
import { told } from './release';

const PolicyName = 'rehearsal-refuses-s3';
const PolicyDocument = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Deny', Action: 's3:*', Resource: '*' }],
});
const isThere = '/usr/local/lib/malinshopper/content-mounted';
/** content-watch checks every half a minute; beside other tests, its programs take long. */
const NOTICED_SECONDS = 120;

/** S3 refuses every call of two roles, while their mounts stay: s3fs itself answers for a mount. */
export const refusalCheck: BootCheck = {
  subject: 'S3 refuses',
  async look(world) {
    const {
      machines,
      clients: { iam },
    } = world;
    const before = await told(world, 'ContentUnreadable', 'web');
    const [web, worker] = [machines.get('web'), machines.get('updater-2')];
    const both = [web, worker];
    const state = async ({ machine }: typeof web) => (await machine.try(isThere)).code === 0;
    for (const { instance } of both)
      await iam.send(new PutRolePolicyCommand({ RoleName: instance.iamRole.name, PolicyName, PolicyDocument }));
    const began = Date.now();
    let noticed: string;
    try {
      for (const one of both)
        await until(`${one.machine.name} notices`, NOTICED_SECONDS, async () =>
          (await state(one)) ? undefined : true,
        );
      noticed = secondsSince(began);
      await worker.machine.run('mountpoint --quiet /srv/content');
      const { status } = await healthOf(web);
      expectThat(
        status === 200,
        `/healthz answers ${status}: one wrong policy would take all web servers out of service`,
      );
      const said = await web.machine.run('journalctl --unit malinshopper-content-watch --output cat --no-pager');
      expectThat(said.includes('but S3 does not give it'), `web does not report that S3 refuses: ${said}`);
      await until('CloudWatch gets it from web', 15, async () =>
        (await told(world, 'ContentUnreadable', 'web')) > before ? true : undefined,
      );
    } finally {
      for (const { instance } of both)
        await iam.send(new DeleteRolePolicyCommand({ RoleName: instance.iamRole.name, PolicyName }));
    }
    const again = Date.now();
    for (const one of both)
      await until(`${one.machine.name} reads again`, NOTICED_SECONDS, async () =>
        (await state(one)) ? true : undefined,
      );
    return `with the mount in place, noticed after ${noticed} s; web stays in service and notifies CloudWatch; over ${secondsSince(again)} s after the refusal`;
  },
};

import type { Call, Forward } from '../../gateway/call';
import { jsonList, jsonObject, jsonText } from '../../protocols/json';
import { answerOf, callTo } from './neighbour';
import type { Tagged } from './tagged';

/** The backup plans of a region with their tags. */
export async function taggedPlans(call: Call, moto: Forward): Promise<Tagged[]> {
  const ask = async (path: string) => answerOf(await moto(callTo('backup', call, { method: 'GET', path })));
  const { BackupPlansList } = await ask('/backup/plans/');
  return Promise.all(
    jsonList(BackupPlansList)
      .map(jsonObject)
      .map(async ({ BackupPlanArn }) => {
        const { Tags } = await ask(`/tags/${jsonText(BackupPlanArn)}/`);
        const tags = Object.entries(jsonObject(Tags)).map(([Key, Value]) => ({ Key, Value: jsonText(Value) }));
        return { ResourceARN: jsonText(BackupPlanArn), Tags: tags };
      }),
  );
}

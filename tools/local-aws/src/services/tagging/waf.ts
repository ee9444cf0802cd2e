import type { Call, Forward } from '../../gateway/call';
import { jsonList, jsonObject, jsonText, type JsonObject } from '../../protocols/json';
import { actionOf, answerOf } from './neighbour';
import type { Tagged } from './tagged';

/** Returns the web ACLs and IP sets of a region with their tags. The region of web ACLs for CloudFront is us-east-1. */
export async function taggedOfWaf(call: Call, moto: Forward): Promise<Tagged[]> {
  const ask = async (action: string, fields: JsonObject) =>
    answerOf(await moto(actionOf('wafv2', `AWSWAF_20190729.${action}`, call, fields)));
  const scopes = call.region === 'us-east-1' ? ['REGIONAL', 'CLOUDFRONT'] : ['REGIONAL'];
  const lists = scopes.flatMap((Scope) => [
    ask('ListWebACLs', { Scope }).then((body) => jsonList(body['WebACLs'])),
    ask('ListIPSets', { Scope }).then((body) => jsonList(body['IPSets'])),
  ]);
  const found = (await Promise.all(lists)).flat().map(jsonObject);
  return Promise.all(
    found.map(async ({ ARN }) => {
      const { TagInfoForResource } = await ask('ListTagsForResource', { ResourceARN: ARN });
      const tags = jsonList(jsonObject(TagInfoForResource)['TagList']).map(jsonObject);
      return {
        ResourceARN: jsonText(ARN),
        Tags: tags.map((tag) => ({ Key: jsonText(tag['Key']), Value: jsonText(tag['Value']) })),
      };
    }),
  );
}

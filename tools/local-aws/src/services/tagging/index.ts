import type { Call, Forward, Service } from '../../gateway/call';
import { amendJsonReply, jsonList, jsonObject, jsonParameters, jsonText, type JsonObject } from '../../protocols/json';
import { taggedPlans } from './backup-plans';
import { withTwoColons } from '../cloudfront/arns';
import type { Tagged } from './tagged';
import { taggedOfWaf } from './waf';

/** Resources that AWS's tagging API returns and moto's does not. */
type Source = (call: Call, moto: Forward) => Promise<Tagged[]>;

/**
 * The resource groups tagging API (JSON 1.1). It does not know all resources, neither here nor in AWS: a search for the
 * remains of an environment has to query the services too.
 * @param more the resources of the gateway's own services
 */
export function tagging(...more: readonly Source[]): Service {
  const missing: readonly Source[] = [taggedPlans, taggedOfWaf, ...more];
  return {
    name: 'tagging',
    operations: {
      GetResources: async (call, moto) => {
        const reply = await moto(call);
        const request = jsonParameters(call);
        const all = (await Promise.all(missing.map((of) => of(call, moto)))).flat();
        const amended = amendJsonReply(reply, (body) => {
          const found = all.filter((resource) => isWanted(resource, request)).map((resource) => ({ ...resource }));
          // On the last page.
          if (found.length === 0 || jsonText(body['PaginationToken']) !== '') return;
          body['ResourceTagMappingList'] = [...jsonList(body['ResourceTagMappingList']), ...found];
        });
        return { ...amended, body: withTwoColons(amended.body.toString()) };
      },
    },
  };
}

/**
 * API reference: GetResources. A resource has to match all filters, each with one of its values, or with any if it
 * names none.
 */
function isWanted({ ResourceARN, Tags }: Tagged, request: JsonObject): boolean {
  const services = jsonList(request['ResourceTypeFilters']).map((type) => jsonText(type).split(':')[0]);
  if (services.length > 0 && !services.includes(ResourceARN.split(':')[2])) return false;
  return jsonList(request['TagFilters'])
    .map(jsonObject)
    .every((filter) => {
      const values = jsonList(filter['Values']).map(jsonText);
      return Tags.some(({ Key, Value }) => Key === filter['Key'] && (values.length === 0 || values.includes(Value)));
    });
}

import type { Operation, Service } from '../gateway/call';
import { amendJsonReply, jsonList, jsonObject, jsonParameters, jsonText, withBody } from '../protocols/json';

/** CloudTrail (JSON 1.1): moto's, which in these operations wants a trail's name where AWS takes its ARN too. */
export function cloudtrail(): Service {
  const byName: Operation = (call, moto) => {
    const request = jsonParameters(call);
    return moto(withBody(call, { ...request, Name: jsonText(request['Name']).replace(/^arn:.*:trail\//, '') }));
  };
  return {
    name: 'cloudtrail',
    operations: { DeleteTrail: byName, StartLogging: byName, StopLogging: byName, DescribeTrails: named },
  };
}

/** Trails by their names or ARNs; of one that is not there nothing is told (API reference: DescribeTrails). */
const named: Operation = async (call, moto) => {
  const names = jsonList(jsonParameters(call)['trailNameList']).map(jsonText);
  return amendJsonReply(await moto(call), (body) => {
    if (names.length === 0) return;
    body['trailList'] = jsonList(body['trailList']).filter((each) => {
      const trail = jsonObject(each);
      return names.includes(jsonText(trail['Name'])) || names.includes(jsonText(trail['TrailARN']));
    });
  });
};

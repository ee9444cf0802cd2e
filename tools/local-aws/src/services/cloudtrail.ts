import type { Operation, Service } from '../gateway/call';
import { AwsFailure } from '../protocols/failure';
import { amendJsonReply, jsonList, jsonObject, jsonParameters, jsonText, withBody } from '../protocols/json';

/** CloudTrail (JSON 1.1): moto's, which in these operations accepts only a trail's name, and AWS its ARN too. */
export function cloudtrail(): Service {
  const byName: Operation = (call, moto) => {
    const request = jsonParameters(call);
    return moto(withBody(call, { ...request, Name: jsonText(request['Name']).replace(/^arn:.*:trail\//, '') }));
  };
  return {
    name: 'cloudtrail',
    operations: {
      DeleteTrail: byName,
      StartLogging: byName,
      StopLogging: byName,
      DescribeTrails: named,
      GetInsightSelectors: insights,
    },
  };
}

/** API reference, GetInsightSelectors: a trail without Insights is `InsightNotEnabledException`; one trail or store has to be named. */
const insights: Operation = async (call, moto) => {
  const name = jsonText(jsonParameters(call)['TrailName']);
  if (name === '') {
    throw new AwsFailure(
      'InvalidParameterCombinationException',
      'You must specify either TrailName or EventDataStore.',
    );
  }
  return amendJsonReply(await moto(call), (body) => {
    if (jsonList(body['InsightSelectors']).length > 0) return;
    throw new AwsFailure('InsightNotEnabledException', `Trail ${name} does not have Insights enabled.`);
  });
};

/** Trails by their names or ARNs; a trail that does not exist is left out (API reference: DescribeTrails). */
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

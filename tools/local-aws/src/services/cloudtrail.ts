import type { Operation, Service } from '../gateway/call';
import { jsonParameters, jsonText, withBody } from '../protocols/json';

/** CloudTrail (JSON 1.1): moto's, which in these operations wants a trail's name where AWS takes its ARN too. */
export function cloudtrail(): Service {
  const byName: Operation = (call, moto) => {
    const request = jsonParameters(call);
    return moto(withBody(call, { ...request, Name: jsonText(request['Name']).replace(/^arn:.*:trail\//, '') }));
  };
  return { name: 'cloudtrail', operations: { DeleteTrail: byName, StartLogging: byName, StopLogging: byName } };
}

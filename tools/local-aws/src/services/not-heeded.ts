import { AwsFailure } from '../protocols/failure';
import { queryParameters } from '../protocols/query';
import { text } from '../protocols/xml';
import type { Guard, Guards } from './in-use';

/** The attribute is in the value of another parameter. */
const topicAttributes: Guard = (call) => {
  const name = text(queryParameters(call.body)['AttributeName']);
  if (name !== 'TracingConfig') return;
  throw new AwsFailure(
    'NotImplementedByEmbeddedAws',
    `The embedded AWS does not change ${name} by sns:SetTopicAttributes: moto accepts it without an effect. Do without it in a ` +
      'rehearsal, or complete the operation in tools/local-aws/src/services.',
  );
};

/**
 * Changes that moto applies only in part. They were found by a test that makes each change and reads it back. Changes
 * with a separate parameter are in `src/writes`.
 */
export const notHeededChanges: Guards = {
  sns: { SetTopicAttributes: topicAttributes },
};

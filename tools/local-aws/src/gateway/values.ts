import { AwsFailure } from '../protocols/failure';
import type { Call, Forward } from './call';
import type { Asked } from './operation';

/** Which makes moto's process look at the values of a call, instead of answering it (`src/moto/values.py`). */
const CHECK = 'x-embedded-aws-check';

/** What changes nothing is answered without it: a wrong value finds nothing there. */
const READING = /^(Assume|Describe|Filter|Get|List|Lookup|Receive|Search|Select|Simulate)|^(GET|HEAD) /;

/**
 * Refuses a call that changes something with values that are not what AWS's models say: too long, of another form, none of a list.
 * @throws AwsFailure with the code of the service
 */
export async function checkValues(call: Call, { name }: Asked, moto: Forward): Promise<void> {
  if (READING.test(name)) return;
  const { body } = await moto({ ...call, headers: { ...call.headers, [CHECK]: call.service } });
  const { code, message } = JSON.parse(body.toString()) as { readonly code?: string; readonly message?: string };
  if (code !== undefined) throw new AwsFailure(code, message ?? '');
}

import type { Operation } from '../../gateway/call';
import { refuseBeyond } from '../../gateway/granted';
import { element, list, parseXml } from '../../protocols/xml';

/**
 * Origin access controls are moto's, which has no limit for their number (API reference: TooManyOriginAccessControls).
 */
export const newOriginAccessControl: Operation = async (call, moto) => {
  const reply = await moto({ ...call, method: 'GET', body: Buffer.alloc(0) });
  const answer = element(element(parseXml(reply.body.toString()))['OriginAccessControlList']);
  const present = list(element(answer['Items'])['OriginAccessControlSummary']).length;
  refuseBeyond(
    call.account,
    'originAccessControls',
    present + 1,
    (most) => `You have reached the maximum number of origin access controls for this AWS account: ${most}.`,
  );
  return moto(call);
};

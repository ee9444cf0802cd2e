import { AwsFailure } from '../../protocols/failure';
import { jsonObject, jsonText } from '../../protocols/json';
import type { Guard } from '../in-use';
import { fieldsOf } from './fields';

/** EC2 user guide, "Run commands when you launch an EC2 instance": 16 KB before it is encoded in base64. */
const most = 16_384;

const userData =
  (where: (call: Parameters<Guard>[0]) => string): Guard =>
  (call) => {
    if (Buffer.from(where(call), 'base64').length <= most) return;
    throw new AwsFailure('InvalidUserData.Malformed', `User data is limited to ${most} bytes`);
  };

const ofTemplate = userData((call) => jsonText(jsonObject(fieldsOf(call)['LaunchTemplateData'])['UserData']));
export const templateValues = {
  CreateLaunchTemplate: ofTemplate,
  CreateLaunchTemplateVersion: ofTemplate,
  RunInstances: userData((call) => jsonText(fieldsOf(call)['UserData'])),
};

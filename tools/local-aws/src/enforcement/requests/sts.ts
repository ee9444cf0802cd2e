import { word, type Reading } from '../access';

/** STS: every caller may ask for its own identity (API reference, GetCallerIdentity: "No permissions are required"). */
export const sts: Reading = (_call, { action, fields }) => {
  if (action === 'GetCallerIdentity') return [];
  if (action !== 'AssumeRole') return undefined;
  return [{ action: 'sts:AssumeRole', resource: word(fields['RoleArn']) }];
};

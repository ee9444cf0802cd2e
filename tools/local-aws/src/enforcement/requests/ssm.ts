import { word, type Reading } from '../access';

/**
 * The calls of Systems Manager: the reports of its agent, and the calls on parameters. Instances need no access to
 * parameters.
 */
export const ssm: Reading = (_call, { action, fields }, { region, account }) => {
  const parameter = (name: string) => ({
    action: `ssm:${action}`,
    resource: `arn:aws:ssm:${region}:${account}:parameter/${name.replace(/^\//, '')}`,
  });
  switch (action) {
    case 'UpdateInstanceInformation':
      return [
        {
          action: `ssm:${action}`,
          resource: `arn:aws:ec2:${region}:${account}:instance/${word(fields['InstanceId'])}`,
        },
      ];
    case 'GetParameter':
      return [parameter(word(fields['Name']))];
    case 'GetParameters':
      return [fields['Names'] ?? []].flat().map((name) => parameter(word(name)));
    case 'GetParametersByPath':
      return [parameter(word(fields['Path']))];
    default:
      return undefined;
  }
};

import type { Call, Operation, Reply } from '../../gateway/call';
import { Store } from '../../gateway/store';
import { queryParameters } from '../../protocols/query';
import { buildXml, text, type XmlElement } from '../../protocols/xml';

interface Settings {
  volumeKey?: string;
  snapshots: string;
  images: string;
  readonly metadata: Map<string, string>;
}

/** What the metadata defaults are asked for by, and what they are called in the answer (API: InstanceMetadataDefaultsResponse). */
const metadataFields = {
  HttpTokens: 'httpTokens',
  HttpPutResponseHopLimit: 'httpPutResponseHopLimit',
  HttpEndpoint: 'httpEndpoint',
  InstanceMetadataTags: 'instanceMetadataTags',
};
/** With these a default is taken away again (API reference: ModifyInstanceMetadataDefaults). */
const noDefault = ['no-preference', '-1'];

const UNBLOCKED = 'unblocked';

/**
 * What EC2 holds for all of an account in a region, of which moto has only whether volumes are encrypted: with which key, what
 * instances tell about themselves, and whether snapshots and images may be shared with everybody.
 */
export function accountSettings(): Record<string, Operation> {
  const store = new Store<Settings>('ec2/account-settings', () => ({
    snapshots: UNBLOCKED,
    images: UNBLOCKED,
    metadata: new Map(),
  }));
  const form = (call: Call, name: string) => text(queryParameters(call.body)[name]);

  const volumeKey = (action: string, change?: (settings: Settings, call: Call) => void): Operation => {
    return (call) => {
      const settings = store.of(call);
      change?.(settings, call);
      const ofAws = `arn:aws:kms:${call.region}:${call.account}:alias/aws/ebs`;
      return reply(action, { kmsKeyId: settings.volumeKey ?? ofAws });
    };
  };
  const blocked = (which: 'snapshots' | 'images', shown: string, asked?: string) => (action: string) => ({
    [action]: (call: Call) => {
      const settings = store.of(call);
      if (action.startsWith('Disable')) settings[which] = UNBLOCKED;
      if (asked !== undefined && action.startsWith('Enable')) settings[which] = form(call, asked);
      return reply(action, { [shown]: settings[which], managedBy: 'account' });
    },
  });
  const snapshots = blocked('snapshots', 'state', 'State');
  const images = blocked('images', 'imageBlockPublicAccessState', 'ImageBlockPublicAccessState');

  return {
    GetEbsDefaultKmsKeyId: volumeKey('GetEbsDefaultKmsKeyId'),
    ModifyEbsDefaultKmsKeyId: volumeKey('ModifyEbsDefaultKmsKeyId', (settings, call) => {
      settings.volumeKey = form(call, 'KmsKeyId');
    }),
    ResetEbsDefaultKmsKeyId: volumeKey('ResetEbsDefaultKmsKeyId', (settings) => delete settings.volumeKey),
    ...snapshots('GetSnapshotBlockPublicAccessState'),
    ...snapshots('EnableSnapshotBlockPublicAccess'),
    ...snapshots('DisableSnapshotBlockPublicAccess'),
    ...images('GetImageBlockPublicAccessState'),
    ...images('EnableImageBlockPublicAccess'),
    ...images('DisableImageBlockPublicAccess'),
    GetInstanceMetadataDefaults: (call) => {
      const accountLevel = { ...Object.fromEntries(store.of(call).metadata), managedBy: 'account' };
      return reply('GetInstanceMetadataDefaults', { accountLevel });
    },
    ModifyInstanceMetadataDefaults: (call) => {
      const { metadata } = store.of(call);
      for (const [asked, shown] of Object.entries(metadataFields)) {
        const value = form(call, asked);
        if (noDefault.includes(value)) metadata.delete(shown);
        else if (value !== '') metadata.set(shown, value);
      }
      return reply('ModifyInstanceMetadataDefaults', { return: 'true' });
    },
  };
}

/** An answer in EC2's query protocol, which has no result element. */
function reply(action: string, result: XmlElement): Reply {
  const response = { '@xmlns': 'http://ec2.amazonaws.com/doc/2016-11-15/', ...result };
  return { status: 200, headers: { 'content-type': 'text/xml' }, body: buildXml({ [`${action}Response`]: response }) };
}

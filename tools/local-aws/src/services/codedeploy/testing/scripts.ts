import { untilAborted, type Script } from './fake-aws';

/** Fails an event of a revision; on all instances, if none is named. */
export const failing = (event: string, key: string, instanceId?: string): Script => {
  return (asked) => {
    if (asked.event !== event || asked.key !== key || (instanceId ?? asked.instanceId) !== asked.instanceId) return;
    return Promise.resolve({
      errorCode: 'ScriptFailed',
      scriptName: 'check',
      message: 'exit 1',
      logTail: '[stdout]no',
    });
  };
};

/** Lets an event of a revision run until it is ended. */
export const endless = (event: string, key: string): Script => {
  return (asked, signal) => (asked.event === event && asked.key === key ? untilAborted(signal) : undefined);
};

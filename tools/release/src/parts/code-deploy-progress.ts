import type { InstanceTarget, LifecycleEvent } from '@aws-sdk/client-codedeploy';
import { visible } from '@malinshopper/text';
import type { EventTime, Failure, Progress } from './part';

const outcomes: Record<string, Progress['outcome']> = {
  Pending: 'waiting',
  Ready: 'waiting',
  InProgress: 'running',
  Succeeded: 'succeeded',
  Skipped: 'skipped',
  Failed: 'failed',
};

/** The progress of an instance of a deployment. CodeDeploy's state "unknown" is not a success. */
export function toProgress({
  targetId = '',
  targetArn,
  status = 'Unknown',
  lifecycleEvents = [],
}: InstanceTarget): Progress {
  const begun = lifecycleEvents.filter(({ startTime }) => startTime);
  const events = begun.map(({ lifecycleEventName: name = '', startTime, endTime }): EventTime => ({
    name,
    began: startTime!,
    ...(endTime && { ended: endTime }),
  }));
  const failure = failureOf(lifecycleEvents);
  const event = (begun.find((one) => one.status === 'InProgress') ?? begun.at(-1))?.lifecycleEventName;
  return {
    instance: visible(targetId || (targetArn?.split('/').at(-1) ?? '')),
    outcome: outcomes[status] ?? 'failed',
    events,
    ...(event && { event: visible(event) }),
    ...(failure && { failure }),
  };
}

function failureOf(events: readonly LifecycleEvent[]): Failure | undefined {
  const failed = events.find(({ status }) => status === 'Failed');
  if (!failed) return undefined;
  const { scriptName, message, errorCode, logTail } = failed.diagnostics ?? {};
  return {
    event: visible(failed.lifecycleEventName ?? ''),
    // An agent of AWS passes the output of scripts on unchanged.
    message: visible(message || errorCode || 'the agent reports no reason'),
    // API reference, Diagnostics: ScriptMissing, ScriptNotExecutable, ScriptTimedOut, ScriptFailed; else Success or
    // UnknownError. For outputs that a script left open the agent has a code that the API does not have
    // (hook_executor.rb, OUTPUTS_LEFT_OPEN_CODE).
    ofScript: errorCode?.startsWith('Script') === true || /failed to close STD(OUT|ERR)$/.test(message ?? ''),
    output: visible(logTail ?? ''),
    ...(scriptName && { script: visible(scriptName) }),
  };
}

import { isStarted, type BootPart } from './boot-part';

/**
 * The parts of an instance whose image is a machine that ran them once ("golden image"). It has all packages: not even to look
 * for newer ones is what makes it boot fast. And it has their units, enabled, with what they knew there, perhaps of another
 * environment: they wait until user data has written what they are to know, and starts them.
 */
export function onGoldenImage(parts: readonly BootPart[]): readonly BootPart[] {
  return [{ bootCommands: [hold(parts)] }, ...parts.map((part) => ({ ...part, packages: [] }))];
}

/**
 * Takes back the start of the units before systemd has come to it: cloud-init runs it before sysinit.target, which all of
 * them come after (cloud-init documentation, "Boot stages"). Once per instance: at later boots they start by themselves. A
 * unit that the image does not have yet is no failure.
 */
function hold(parts: readonly BootPart[]): string {
  const units = parts.flatMap(({ units = [], services = [] }) => [
    ...units.filter(isStarted).map(({ name }) => name),
    ...services,
  ]);
  return `cloud-init-per instance malinshopper-hold systemctl stop --no-block ${units.join(' ')} || true`;
}

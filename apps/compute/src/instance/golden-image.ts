import { isStarted, type BootPart } from './boot-part';

/**
 * The parts of an instance with a golden image: a machine that ran them once. The image contains all packages; it boots
 * fast because it does not check for newer ones. It also contains the enabled units, with the settings of that machine,
 * perhaps of another environment: they wait until user data has written their settings and starts them.
 */
export function onGoldenImage(parts: readonly BootPart[]): readonly BootPart[] {
  return [{ bootCommands: [hold(parts)] }, ...parts.map((part) => ({ ...part, packages: [] }))];
}

/**
 * Cancels the start of the units before systemd reaches them: cloud-init runs it before sysinit.target, and all of them
 * start after that (cloud-init documentation, "Boot stages"). Once per instance: at later boots they start normally. A
 * unit that the image does not have yet is no error.
 */
function hold(parts: readonly BootPart[]): string {
  const units = parts.flatMap(({ units = [], services = [] }) => [
    ...units.filter(isStarted).map(({ name }) => name),
    ...services,
  ]);
  return `cloud-init-per instance malinshopper-hold systemctl stop --no-block ${units.join(' ')} || true`;
}

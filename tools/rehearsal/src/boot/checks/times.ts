import type { BootCheck } from './check';

/**
 * Reports the time from the start of a machine to its first 200, and its largest parts. The time depends on the other
 * load of this computer. Therefore only the wait for the first 200 has a limit.
 */
export const timeCheck: BootCheck = {
  subject: 'time to serve',
  async look({ machines }) {
    const { machine } = machines.get('web');
    const seconds = (await machines.firstServed) / 1000;
    const units = await machine.run('systemd-analyze blame --no-pager | head -n 5');
    const modules = await machine.run(
      `cloud-init analyze blame | tr -d '()' | awk '$2 ~ "/" {printf "%.1f s %s\\n", $1, $2}' | head -n 5`,
    );
    const list = (text: string) =>
      text
        .split('\n')
        .map((line) => line.trim())
        .join(', ');
    return (
      `${seconds.toFixed(1)} s from start to 200 on /healthz, all four machines booting at once\n` +
      `    systemd: ${list(units)}\n    cloud-init: ${list(modules)}`
    );
  },
};

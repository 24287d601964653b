/** How slow this machine is at the moment, so that tests of times are strict on a quiet one and fair on a busy one. */

/** Wall-clock time per time on the processor, at least 1: other programs take the rest. */
export function slowness(): number {
  const start = performance.now();
  const cpu = () => {
    const { user, system } = process.threadCpuUsage();
    return (user + system) / 1000;
  };
  const from = cpu();
  while (cpu() - from < 30);
  return Math.max(1, (performance.now() - start) / (cpu() - from));
}

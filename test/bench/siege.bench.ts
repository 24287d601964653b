// 8 writers and 8 readers in processes of their own for 30 s, killed at random moments: nothing may be lost or torn.
import { siege } from '../node/store/siege.ts';

const { saves, reads, kills, versions, wrongs } = await siege({ seconds: 30, writers: 8, readers: 8 });
console.log(
  `8 writers, 8 readers, 30 s: ${saves} saves acknowledged, ${reads} reads, ${kills} processes killed`,
);
console.log(`  ${versions} versions; wrong: ${wrongs.length === 0 ? 'nothing' : wrongs.join('; ')}`);
if (wrongs.length > 0) process.exitCode = 1;

import { publicUrl, readSettings } from './settings.ts';
import { startWorld } from './start-world.ts';

const settings = readSettings(process.env);
const { close } = await startWorld(settings);
process.stdout.write(`sandbox ready ${publicUrl(settings)}\n`);
process.send?.({ type: 'ready' });

let stopping = false;
const end = (): void => {
  if (stopping) return;
  stopping = true;
  close().then(
    () => process.exit(0),
    () => process.exit(1),
  );
};
process.on('SIGINT', end).on('SIGTERM', end).on('disconnect', end);

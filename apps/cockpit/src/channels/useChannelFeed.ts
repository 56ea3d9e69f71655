import { onScopeDispose } from 'vue';
import { useTick } from '../api/rhythm.ts';
import { channelChanges, channelGap, followChannels } from '../live/live.ts';

const SETTLE_MS = 300;
/** What is no fact of the history (last and next fetch, calls left) is read again this often. */
const TICK_MS = 10_000;

/** Reads again after changes of channels have settled, and from time to time while the page can be seen. */
export function useChannelFeed(readAgain: () => void, concerns: (code: string) => boolean = () => true) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  function soon() {
    clearTimeout(timer);
    timer = setTimeout(readAgain, SETTLE_MS);
  }
  useTick(TICK_MS, readAgain);
  const stops = [
    followChannels(),
    channelChanges.listen(({ channel }) => {
      if (concerns(channel.code)) soon();
    }),
    channelGap.listen(readAgain),
  ];
  onScopeDispose(() => {
    for (const stop of stops) stop();
    clearTimeout(timer);
  });
}
